import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { log } from '../testing/test-stage.ts';
import type { ConsumerListener, KafkaConsumer } from './kafka-client.ts';
import { keepConsumer } from './keep-consumer.ts';

/** What kafkajs does at its worst cannot be had of a real one on demand; these consumers do it by hand. */
function script(refusals = 0) {
  const listeners: ConsumerListener[] = [];
  const seen = { down: 0, stopped: 0, joined: 0 };
  const consumer = (stop: () => Promise<void>): KafkaConsumer => ({
    start: async () => undefined,
    commit: async () => undefined,
    heartbeat: async () => undefined,
    seek: () => undefined,
    pause: () => undefined,
    resume: () => undefined,
    stop,
  });
  let refusing = refusals;
  const count = (what: keyof typeof seen) => {
    seen[what] += 1;
  };
  let stop = async () => count('stopped');
  const started = keepConsumer({
    group: 'g',
    log,
    listener: { released: () => true, joined: () => count('joined'), fetched: () => undefined },
    down: () => count('down'),
    open: async (listener) => {
      listeners.push(listener);
      if (refusing > 0) {
        refusing -= 1;
        throw new Error('nobody answers');
      }
      return consumer(() => stop());
    },
  });
  return {
    listeners,
    seen,
    started,
    hangAtStop: () => {
      stop = () => new Promise(() => undefined);
    },
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Lets time pass with a fetch now and then, as a healthy consumer has them. */
async function poll(listener: ConsumerListener | undefined, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 500) {
    await vi.advanceTimersByTimeAsync(500);
    listener?.polled();
    listener?.beat();
  }
}

it('starts one again that crashed', async () => {
  const { listeners, seen, started } = script();
  const kept = await started;
  listeners[0]?.joined([]);
  listeners[0]?.failed(new Error('a crash'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(listeners).toHaveLength(2);
  expect(seen).toEqual({ down: 1, stopped: 1, joined: 1 });
  listeners[1]?.joined([]);
  expect(seen.joined).toBe(2);
  await kept.close();
});

it('starts one again that fell silent, and no other', async () => {
  const { listeners, started } = script();
  const kept = await started;
  listeners[0]?.joined([]);
  await poll(listeners[0], 120_000);
  expect(listeners).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(14_000);
  expect(listeners).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(listeners).toHaveLength(2);
  await kept.close();
});

it('has patience with one that joins, not without end', async () => {
  const { listeners, started } = script();
  const kept = await started;
  listeners[0]?.joined([]);
  await poll(listeners[0], 10_000);
  listeners[0]?.released();
  await vi.advanceTimersByTimeAsync(55_000);
  expect(listeners).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(listeners).toHaveLength(2);
  await kept.close();
});

it('goes on without one that hangs when it is stopped, and hears nothing of it any more', async () => {
  const { listeners, seen, started, hangAtStop } = script();
  const kept = await started;
  hangAtStop();
  listeners[0]?.failed(new Error('a crash'));
  await vi.advanceTimersByTimeAsync(7_000);
  expect(listeners).toHaveLength(2);
  listeners[0]?.joined([]);
  expect(seen.joined).toBe(0);
  const closing = kept.close();
  await vi.advanceTimersByTimeAsync(7_000);
  await closing;
});

it('tries until a broker answers, and has started only then', async () => {
  const { listeners, started } = script(4);
  let ready = false;
  void started.then(() => {
    ready = true;
  });
  await vi.advanceTimersByTimeAsync(500);
  expect(listeners.length).toBeGreaterThan(1);
  expect(ready).toBe(false);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(listeners).toHaveLength(5);
  expect(ready).toBe(true);
  await (await started).close();
});

it('doubts that partitions are ours when the coordinator has not answered for a session', async () => {
  const { listeners, started } = script();
  const kept = await started;
  expect(kept.doubtful()).toBe(true);
  listeners[0]?.joined([]);
  expect(kept.doubtful()).toBe(false);
  await vi.advanceTimersByTimeAsync(7_000);
  expect(kept.doubtful()).toBe(true);
  listeners[0]?.beat();
  expect(kept.doubtful()).toBe(false);
  await kept.close();
});
