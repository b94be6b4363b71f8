import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ask } from './ask.ts';
import { freePort } from './free-port.ts';
import { startRedis } from './redis.ts';

const parent = mkdtempSync(join(tmpdir(), 'tradewind-redis-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

async function says(port: number, ...commands: string[]): Promise<string[]> {
  const answer = await ask(port, Buffer.from(commands.map((line) => `${line}\r\n`).join('')), (bytes) => {
    return bytes.toString().split('\r\n').length > commands.length;
  });
  return answer.toString().trim().split('\r\n');
}

it('starts Redis behind a password, and keeps what it was told before it was killed', async () => {
  const place = { folder: join(parent, 'redis'), logFile: join(parent, 'redis.log'), password: 'pass', throwAway: true };
  const port = await freePort();
  const first = await startRedis({ ...place, port });
  expect(first.url).toBe(`redis://:pass@127.0.0.1:${port}`);
  expect(await says(port, 'INCR counter')).toEqual(['-NOAUTH Authentication required.']);
  expect(await says(port, 'AUTH pass', 'INCR counter')).toEqual(['+OK', ':1']);
  process.kill(first.pid, 'SIGKILL');

  const second = await startRedis({ ...place, port });
  expect(await says(port, 'AUTH pass', 'INCR counter')).toEqual(['+OK', ':2']);
  await second.stop();
});
