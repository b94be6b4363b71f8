import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger, openRateLimiter } from '@tradewind/service';
import { expect, test } from 'vitest';
import { createClientAddress } from './client-address.ts';
import { createRateLimits, weigh } from './rate-limit.ts';

test('the scale multiplies every limit, and 0 switches them off', async () => {
  const count = async (scale: number, kind: 'read' | 'auth') => {
    const limiter = await openRateLimiter({ service: 'gateway', scale, log: createLogger({ service: 'gateway', level: 'silent' }) });
    const limits = createRateLimits(limiter, scale);
    const take = kind === 'read' ? limits.read : limits.take;
    let passed = 0;
    while (passed < 5_000 && (await take({ kind, cost: 1, isGuessable: false }, '192.0.2.1')) === 0) passed += 1;
    return passed;
  };
  expect(await count(1, 'auth')).toBeGreaterThanOrEqual(60);
  expect(await count(1, 'auth')).toBeLessThan(70);
  expect(await count(0.1, 'auth')).toBe(6);
  expect(await count(0.01, 'read')).toBe(20);
  expect(await count(0, 'auth')).toBe(5_000);
  expect(await count(0, 'read')).toBe(5_000);
});

test.each([
  ['GET', '/api/v1/products', { kind: 'read', cost: 1, isGuessable: false }],
  ['POST', '/api/v1/carts', { kind: 'write', cost: 1, isGuessable: false }],
  ['POST', '/api/v1/auth/login', { kind: 'auth', cost: 1, isGuessable: true }],
  ['POST', '/api/v1/auth%2flogin', { kind: 'auth', cost: 1, isGuessable: true }],
  ['POST', '/api/v1/auth/mfa', { kind: 'auth', cost: 1, isGuessable: true }],
  ['POST', '/api/v1/auth/refresh', { kind: 'auth', cost: 1, isGuessable: false }],
  ['POST', '/api/v1/auth/refresh/../login', { kind: 'auth', cost: 1, isGuessable: true }],
  ['POST', '/trpc/auth.login', { kind: 'auth', cost: 1, isGuessable: true }],
  ['POST', '/trpc/auth%2Elogin', { kind: 'auth', cost: 1, isGuessable: true }],
  ['POST', '/trpc/auth.logout', { kind: 'auth', cost: 1, isGuessable: false }],
  ['POST', '/trpc/cart.add,auth.login,auth.refresh?batch=1', { kind: 'auth', cost: 3, isGuessable: true }],
  ['POST', '/trpc/orders.cancel', { kind: 'write', cost: 1, isGuessable: false }],
  ['GET', '/trpc/catalog.home,catalog.list?batch=1', { kind: 'read', cost: 2, isGuessable: false }],
  ['POST', '/api/v1/%E0%A4%A', { kind: 'write', cost: 1, isGuessable: false }],
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
