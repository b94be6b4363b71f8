import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { baseEnv, EnvError, readEnv } from './env.ts';

const schema = z.object({ ...baseEnv, ORDER_DATABASE_URL: z.string() });
const complete = { SERVICE_PRIVATE_KEY: '{}', SERVICE_JWKS: '{}', ORDER_DATABASE_URL: 'postgres://x' };

test('what is not set has its default, and numbers are numbers', () => {
  expect(readEnv(schema, { ...complete, ORDER_PORT: '5003', HOST: '' })).toMatchObject({
    HOST: '127.0.0.1',
    ORDER_PORT: 5003,
    USER_URL: 'http://127.0.0.1:4001',
    RATE_LIMIT_SCALE: 1,
  });
});

test('each wrong variable has a line that names it, without its value', () => {
  const read = () => readEnv(schema, { ...complete, SERVICE_PRIVATE_KEY: '', ORDER_PORT: 'canary', USER_URL: 'canary' });
  expect(read).toThrow(EnvError);
  expect(read).toThrow(/(?=[\s\S]*SERVICE_PRIVATE_KEY: is not set)(?=[\s\S]*ORDER_PORT: )(?=[\s\S]*USER_URL: )/);
  expect(read).not.toThrow(/canary/);
});

test.each(['redis://localhost', 'redis://:pass%40word@10.0.0.1:6380/3', 'rediss://name:word@cache.example.com', 'redis://[::1]:6379/'])(
  '%s is a Redis',
  (url) => {
    expect(readEnv(schema, { ...complete, REDIS_URL: url }).REDIS_URL).toBe(url);
  },
);

test.each(['localhost:6379', 'http://canary', 'redis://', 'redis:///1', 'redis://canary/jobs', 'canary'])('%s is no Redis', (url) => {
  const read = () => readEnv(schema, { ...complete, REDIS_URL: url });
  expect(read).toThrow(/^REDIS_URL: is not a redis:\/\/ or rediss:\/\/ URL$/);
});

test('a process whose environment does not fit ends with 1 and says why', () => {
  const code = `import { z } from 'zod'; import { readEnv } from './src/env.ts'; readEnv(z.object({ MISSING_ONE: z.string() }));`;
  const result = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', code], {
    cwd: new URL('..', import.meta.url),
    encoding: 'utf8',
  });
  expect(result.status).toBe(1);
  expect(result.stderr).toContain('MISSING_ONE: is not set');
});
