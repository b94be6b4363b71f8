import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ask } from './ask.ts';
import { freePort } from './free-port.ts';
import { clusterId, startKafka } from './kafka.ts';
import { orSkip, testFolder } from './test-folder.ts';

const int16 = (value: number) => Buffer.from([value >> 8, value]);
const int32 = (value: number) => Buffer.concat([int16(value >> 16), int16(value)]);
const string = (value: string) => Buffer.concat([int16(value.length), Buffer.from(value)]);

/** One request of Kafka's protocol, and its answer from the correlation id on. */
async function request(port: number, key: number, version: number, ...body: Buffer[]): Promise<Buffer> {
  const payload = Buffer.concat([int16(key), int16(version), int32(7), string('test'), ...body]);
  const answer = await ask(port, Buffer.concat([int32(payload.length), payload]), (bytes) => {
    return bytes.length >= 4 && bytes.length === 4 + bytes.readInt32BE(0);
  });
  return answer.subarray(4);
}

/** CreateTopics: one partition, one copy, no assignments, no settings, five seconds, in earnest. The error code is 0 when it was made. */
async function createTopic(port: number, name: string): Promise<number> {
  const topic = Buffer.concat([string(name), int32(1), int16(1), int32(0), int32(0)]);
  const answer = await request(port, 19, 2, int32(1), topic, int32(5_000), Buffer.from([0]));
  // Correlation, throttle time, count of topics, the name.
  return answer.readInt16BE(12 + 2 + name.length);
}

const alreadyExists = 36;

it('no cluster has a name that looks like an option of the tool that sets it up', () => {
  // One in 64 would, if it were left to chance.
  const ids = Array.from({ length: 2_000 }, clusterId);
  expect(ids.filter((id) => id.startsWith('-'))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

it('starts Kafka, and again on the same data after it was killed', { timeout: 120_000 }, async ({ skip }) => {
  const folder = testFolder();
  const place = { folder, logFile: join(folder, 'kafka.log'), throwAway: true };
  const first = await orSkip(startKafka({ ...place, port: await freePort() }), skip);
  expect(await createTopic(Number(first.url.split(':')[1]), 'order.events')).toBe(0);
  process.kill(first.pid, 'SIGKILL');

  const second = await startKafka({ ...place, port: await freePort() });
  expect(await createTopic(Number(second.url.split(':')[1]), 'order.events')).toBe(alreadyExists);
  await second.stop();
});
