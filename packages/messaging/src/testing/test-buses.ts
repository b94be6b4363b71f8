import { newUuid } from '@tradewind/contracts/ids';
import { describe } from 'vitest';
import { openStage, type Stage } from './test-stage.ts';

const brokers = process.env.KAFKA_BROKERS_FOR_TESTS;

/**
 * The same tests on each bus, on topics of their own. Where Kafka cannot be had the title says why, and they are skipped.
 * @param options.only leaves out the other bus.
 */
export function onEachBus(title: string, tests: (open: () => Promise<Stage>) => void): void {
  describe(`${title}, on the embedded log`, () => tests(() => openStage()));
  if (brokers) {
    describe(`${title}, on Kafka`, () => tests(() => openStage({ kafkaBrokers: brokers, kafkaPrefix: `${newUuid()}.` })));
  } else {
    describe.skip(`${title}, on Kafka`, () => tests(openStage));
  }
}
