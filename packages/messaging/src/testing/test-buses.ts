import { newUuid } from '@tradewind/contracts/ids';
import { describe } from 'vitest';
import { type BusPlace, openStage, type Stage } from './test-stage.ts';

export const brokersForTests = process.env.KAFKA_BROKERS_FOR_TESTS;

/** Topics and groups of a test's own on the run's Kafka. */
export function kafkaPlace(): BusPlace {
  return { kafkaBrokers: brokersForTests, kafkaPrefix: `${newUuid()}.` };
}

/** The same tests on each bus. Where Kafka cannot be had they are skipped on it. */
export function onEachBus(title: string, tests: (open: () => Promise<Stage>) => void): void {
  describe(`${title}, on the embedded log`, () => tests(() => openStage()));
  describe.skipIf(!brokersForTests)(`${title}, on Kafka`, () => tests(() => openStage(kafkaPlace())));
}
