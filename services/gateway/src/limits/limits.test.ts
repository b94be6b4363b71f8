import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createClientAddress } from './client-address.ts';
import { createLimiter } from './gcra.ts';
import { createRateLimits, weigh } from './rate-limit.ts';

test('a burst passes, then one per spacing', () => {
  let time = 0;
  const take = createLimiter({ perSecond: 10, burst: 5 }, () => time);
  expect(Array.from({ length: 6 }, () => take('a'))).toEqual([0, 0, 0, 0, 0, 1]);
  time += 100;
  expect([take('a'), take('a')]).toEqual([0, 1]);
  expect(take('b')).toBe(0);
  time += 60_000;
  expect(Array.from({ length: 6 }, () => take('a'))).toEqual([0, 0, 0, 0, 0, 1]);
});

test('what counts for several takes as much, and says how long to wait', () => {
  const time = 0;
  const take = createLimiter({ perSecond: 1, burst: 10 }, () => time);
  expect([take('a', 8), take('a', 3), take('a', 2), take('a', 5)]).toEqual([0, 1, 0, 5]);
});

test('the scale multiplies every limit, and 0 switches them off', () => {
  const count = (scale: number) => {
    const limits = createRateLimits(scale);
    let passed = 0;
    while (passed < 5_000 && limits({ kind: 'auth', cost: 1 }, '192.0.2.1') === 0) passed += 1;
    return passed;
  };
  expect(count(1)).toBeGreaterThanOrEqual(60);
  expect(count(1)).toBeLessThan(70);
  expect(count(0.1)).toBe(6);
  expect(count(0)).toBe(5_000);
});

test.each([
  ['GET', '/api/v1/products', { kind: 'read', cost: 1 }],
  ['POST', '/api/v1/carts', { kind: 'write', cost: 1 }],
  ['POST', '/api/v1/auth/login', { kind: 'auth', cost: 1 }],
  ['POST', '/api/v1/auth%2flogin', { kind: 'auth', cost: 1 }],
  ['POST', '/trpc/auth.login', { kind: 'auth', cost: 1 }],
  ['POST', '/trpc/auth%2Elogin', { kind: 'auth', cost: 1 }],
  ['POST', '/trpc/cart.add,auth.login,auth.login?batch=1', { kind: 'auth', cost: 3 }],
  ['POST', '/trpc/orders.cancel', { kind: 'write', cost: 1 }],
  ['GET', '/trpc/catalog.home,catalog.list?batch=1', { kind: 'read', cost: 2 }],
  ['POST', '/api/v1/%E0%A4%A', { kind: 'write', cost: 1 }],
])('%s %s is weighed', (method, url, weight) => {
  expect(weigh(method, url)).toEqual(weight);
});

/** What a real request from 127.0.0.1 is taken for. */
async function addressOf(trusted: string | undefined, forwarded?: string): Promise<string> {
  const clientAddress = createClientAddress(trusted);
  const server = createServer((request, response) => response.end(clientAddress(request)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const headers = { connection: 'close', ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }) };
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers });
  const address = await response.text();
  server.close();
  return address;
}

test('a forwarded address is believed of trusted proxies alone', async () => {
  expect(await addressOf(undefined, '203.0.113.9')).toBe('127.0.0.1');
  expect(await addressOf('10.0.0.0/8', '203.0.113.9')).toBe('127.0.0.1');
  expect(await addressOf('127.0.0.1', '203.0.113.9')).toBe('203.0.113.9');
  expect(await addressOf('127.0.0.1')).toBe('127.0.0.1');
});

test('what the client wrote itself is skipped: the address nearest to the trusted ones counts', async () => {
  expect(await addressOf('127.0.0.0/8, 10.0.0.0/8', '1.1.1.1, 203.0.113.9, 10.1.2.3')).toBe('203.0.113.9');
  expect(await addressOf('127.0.0.1, ::1', '2001:db8::7')).toBe('2001:db8::7');
  expect(await addressOf('127.0.0.1', '1.1.1.1, ::ffff:127.0.0.1')).toBe('1.1.1.1');
});
