import { newId } from '@tradewind/contracts/ids';
import { eventually, type OwnBackend, ownRedis, testRedis } from '@tradewind/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGateway } from '../test-kit.ts';

type Gateway = Awaited<ReturnType<typeof openGateway>>;

const { missing } = await testRedis();
let redis: OwnBackend;
let gateways: Gateway[];

const credentials = { email: 'ada@example.com', password: 'correct horse battery' };
const logIn = (gateway: Gateway) => gateway.api('POST', '/auth/login', { body: credentials });

/** Nobody is behind the gateway: what passes is told so, without a time to come back. */
async function passes(gateway: Gateway, method: string, path: string, body?: object): Promise<boolean> {
  const { status, headers } = await gateway.api(method, path, { body });
  return status === 503 && headers.get('retry-after') === null;
}

describe.skipIf(missing)('with Redis', () => {
  beforeAll(async () => {
    redis = await ownRedis();
    const options = { redisUrl: redis.url, rateLimitScale: 0.1 };
    gateways = await Promise.all([openGateway(options), openGateway(options)]);
  });
  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway.close()));
    await redis.close();
  });

  test('all gateways together let six sign-ins through', async () => {
    const statuses = [];
    for (let count = 0; count < 8; count += 1) statuses.push((await logIn(gateways[count % 2] as Gateway)).status);
    expect(statuses).toEqual([503, 503, 503, 503, 503, 503, 429, 429]);
  });

  test('while it is away sign-ins are refused with the time to come back; all else passes, and is still bounded', async () => {
    const [gateway] = gateways as [Gateway];
    await redis.kill();
    const refused = await logIn(gateway);
    expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([503, 'UNAVAILABLE', '2']);
    expect(refused.body.detail).toBe('Not available right now, try again in a moment.');
    const app = await gateway.rpc('mutation', 'auth.login', credentials);
    expect([app.status, app.problem?.code, app.headers.get('retry-after')]).toEqual([503, 'UNAVAILABLE', '2']);
    for (const path of ['/auth/register', '/auth/register/confirm', '/auth/mfa'])
      expect((await gateway.api('POST', path, { body: {} })).headers.get('retry-after')).toBe('2');

    expect(await passes(gateway, 'GET', '/products')).toBe(true);
    expect(await passes(gateway, 'POST', '/carts', {})).toBe(true);
    expect(await passes(gateway, 'POST', '/auth/refresh', { refreshToken: 'r'.repeat(43) })).toBe(true);
    const path = `/carts/${newId('cart')}/items/${newId('cartItem')}`;
    const writes = await Promise.all(Array.from({ length: 150 }, () => gateway.api('DELETE', path)));
    expect(writes.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
    expect((await gateway.ask('GET', '/health/ready')).status).toBe(200);

    await redis.start();
    await eventually(async () => expect((await logIn(gateway)).headers.get('retry-after')).not.toBe('2'));
  });
});
