import { createDatabase, startProcess } from '@tradewind/testing';
import { expect, it } from 'vitest';

it('starts, publishes its key and drains', async () => {
  const [users, events] = await Promise.all([createDatabase('user'), createDatabase('events')]);
  const env = { USER_DATABASE_URL: users.url, EVENTS_DATABASE_URL: events.url, USER_CODE_SECRET: 'x'.repeat(32), NODE_ENV: 'production' };
  const user = await startProcess('user', env);
  expect((await fetch(`${user.url}/.well-known/jwks.json`)).headers.get('cache-control')).toContain('max-age=300');
  expect(await (await fetch(`${user.url}/metrics`)).text()).toContain('process_cpu');
  expect(await user.stop()).toBe(0);
  await Promise.all([users.drop(), events.drop()]);
});

it.each(['USER_SIGNING_KEY', 'USER_CODE_SECRET', 'SERVICE_JWKS', 'USER_DATABASE_URL'])(
  'does not start without %s, and names it',
  async (name) => {
    const env = { USER_DATABASE_URL: 'postgres://x', USER_CODE_SECRET: 'x'.repeat(32), NODE_ENV: 'production', [name]: '' };
    await expect(startProcess('user', env)).rejects.toThrow(new RegExp(`^${name}: is not set$`, 'm'));
  },
);
