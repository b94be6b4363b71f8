import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { freePort } from './free-port.ts';
import { startKafka } from './kafka.ts';

const parent = mkdtempSync(join(tmpdir(), 'tradewind-kafka-'));
const folder = join(parent, 'kafka');
afterAll(() => rmSync(parent, { recursive: true, force: true }));

it('starts Kafka, and again on the same data after it was killed', { timeout: 180_000 }, async () => {
  const place = { folder, logFile: join(parent, 'kafka.log'), throwAway: true };
  const first = await startKafka({ ...place, port: await freePort() });
  process.kill(first.pid, 'SIGKILL');
  const cluster = readFileSync(join(folder, 'formatted'), 'utf8');

  const second = await startKafka({ ...place, port: await freePort() });
  expect(second.pid).not.toBe(first.pid);
  expect(readFileSync(join(folder, 'formatted'), 'utf8')).toBe(cluster);
  await second.stop();
});
