import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId, newUuid } from '@tradewind/contracts/ids';
import { EnvError, readEnv } from '@tradewind/service';
import { createDatabase, eventually, startProcess, testKeys } from '@tradewind/testing';
import { expect, test } from 'vitest';
import { gatewayEnv } from './env.ts';
import { openGateway } from './test-kit.ts';

test('a changed product is told to the storefront, by the tags of its pages', async () => {
  const told: unknown[] = [];
  const storefront = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    told.push({ path: request.url, body: JSON.parse(body) });
    response.end();
  });
  await new Promise<void>((resolve) => storefront.listen(0, '127.0.0.1', resolve));
  const { port } = storefront.address() as AddressInfo;
  const gateway = await openGateway({ storefront: { url: `http://127.0.0.1:${port}`, secret: 'the secret of the storefront' } });
  const productId = newId('product');
  await gateway.publish({
    id: newUuid(),
    type: 'product.changed',
    version: 1,
    aggregateId: productId,
    sequence: 1,
    occurredAt: new Date().toISOString(),
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    actor: 'product',
    data: { productId, slug: 'teapot', categorySlugs: ['kitchen'], status: 'active' },
  });
  await eventually(() =>
    expect(told).toEqual([{ path: '/api/revalidate', body: { tags: ['catalog', 'category:kitchen', 'product:teapot'] } }]),
  );
  await gateway.close();
  storefront.close();
});

test('the process starts, answers, and ends with 0 when it is told to', async () => {
  const events = await createDatabase('events');
  const gateway = await startProcess('gateway', { EVENTS_DATABASE_URL: events.url, REVALIDATE_SECRET: 'the secret of the storefront' });
  const response = await fetch(`${gateway.url}/api/v1/nothing`);
  expect(response.status).toBe(404);
  expect(await gateway.stop()).toBe(0);
  expect(gateway.output()).not.toContain('the secret of the storefront');
  await events.drop();
});

test('in production a missing secret is named', () => {
  const given = { SERVICE_PRIVATE_KEY: testKeys.servicePrivateKey('gateway'), SERVICE_JWKS: testKeys.serviceJwks };
  expect(readEnv(gatewayEnv, given)).toMatchObject({ GATEWAY_PORT: 4000, RATE_LIMIT_SCALE: 1 });
  expect(() => readEnv(gatewayEnv, { ...given, NODE_ENV: 'production' })).toThrow(EnvError);
  expect(() => readEnv(gatewayEnv, { ...given, NODE_ENV: 'production' })).toThrow(/^REVALIDATE_SECRET: is not set$/m);
});
