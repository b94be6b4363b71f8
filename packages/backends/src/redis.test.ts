import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { ask } from './ask.ts';
import { freePort } from './free-port.ts';
import { startRedis } from './redis.ts';
import { MissingBackendError } from './setup-error.ts';
import { orSkip, testFolder } from './test-folder.ts';

afterEach(() => vi.unstubAllEnvs());

async function says(port: number, ...commands: string[]): Promise<string[]> {
  const answer = await ask(port, Buffer.from(commands.map((line) => `${line}\r\n`).join('')), (bytes) => {
    return bytes.toString().split('\r\n').length > commands.length;
  });
  return answer.toString().trim().split('\r\n');
}

function options(folder: string, port: number) {
  return { folder, port, logFile: join(folder, 'redis.log'), password: 'p@ss', throwAway: true };
}

it('starts Redis behind a password, and keeps what it was told before it was killed', async ({ skip }) => {
  const place = options(testFolder(), await freePort());
  const first = await orSkip(startRedis(place), skip);
  expect(first.url).toBe(`redis://:p%40ss@127.0.0.1:${place.port}`);
  expect(await says(place.port, 'INCR counter')).toEqual(['-NOAUTH Authentication required.']);
  expect(await says(place.port, 'AUTH p@ss', 'INCR counter')).toEqual(['+OK', ':1']);
  process.kill(first.pid, 'SIGKILL');

  const second = await startRedis(place);
  expect(await says(place.port, 'AUTH p@ss', 'INCR counter')).toEqual(['+OK', ':2']);
  await second.stop();
});

it('a start that fails gives the reason from the log, and leaves the port to whoever has it', async ({ skip }) => {
  const port = await freePort();
  const holder = await orSkip(startRedis(options(testFolder(), port)), skip);
  const other = startRedis({ ...options(testFolder(), port), password: 'other' });
  await expect(other).rejects.toThrow(/^Redis did not start:(.|\n)*Address already in use/);
  await expect(other).rejects.not.toBeInstanceOf(MissingBackendError);
  expect(await says(port, 'AUTH p@ss', 'PING')).toEqual(['+OK', '+PONG']);
  await holder.stop();
});

it('what is missing is said in one line with the ways to come by it', async () => {
  vi.stubEnv('PATH', '');
  const error: unknown = await startRedis(options(testFolder(), 1)).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(MissingBackendError);
  expect(String(error)).toMatch(/^[^\n]*no redis-server[^\n]*REDIS_URL[^\n]*docker compose up -d redis[^\n]*$/);
});
