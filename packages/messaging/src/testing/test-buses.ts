import { newUuid } from '@tradewind/contracts/ids';
import { testKafka } from '@tradewind/testing';
import { describe } from 'vitest';
import { type BusPlace, openStage, type Stage } from './test-stage.ts';

/** The run's own Kafka, or why there is none. */
export const kafka = await testKafka();

/** Topics and groups of a test's own on the run's Kafka. */
export function kafkaPlace(): BusPlace {
  return { kafkaBrokers: kafka.url, kafkaPrefix: `${newUuid()}.` };
}

/** The same tests on each bus. Where Kafka cannot be had they are skipped on it. */
export function onEachBus(title: string, tests: (open: () => Promise<Stage>) => void): void {
  describe(`${title}, on the embedded log`, () => tests(() => openStage()));
  describe.skipIf(kafka.missing)(`${title}, on Kafka`, () => tests(() => openStage(kafkaPlace())));
}
