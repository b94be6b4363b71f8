import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TradewindError, toProblem } from '@tradewind/contracts/errors';
import { newId } from '@tradewind/contracts/ids';
import { afterEach, expect, test } from 'vitest';
import { mutate, query } from './call.ts';

interface Seen {
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that gives one answer to whatever it is asked; null: none at all. */
async function serve(answer: { status: number; body: string } | null) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
    if (answer) response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/trpc`, seen };
}

const result = (data: unknown) => ({ status: 200, body: JSON.stringify({ result: { data } }) });

test('a query is a GET with its input in the address, and the result comes out of its envelope', async () => {
  const { base, seen } = await serve(result({ items: ['teapot & co'] }));
  const target = { base, init: { headers: { 'accept-language': 'en' } } };
  expect(await query(target, 'catalog.suggest', { query: 'tea & "pot"' })).toEqual({ items: ['teapot & co'] });
  await query({ base }, 'auth.me');
  const input = encodeURIComponent(JSON.stringify({ query: 'tea & "pot"' }));
  expect(seen.map(({ line }) => line)).toEqual([`GET /trpc/catalog.suggest?input=${input}`, 'GET /trpc/auth.me']);
  expect(seen[0]?.headers['accept-language']).toBe('en');
});

test('a mutation is a POST of JSON, for the back office too', async () => {
  const { base, seen } = await serve(result(null));
  const input = { refreshToken: 'token' };
  expect(await mutate({ base, init: { headers: { 'user-agent': 'a browser' } } }, 'auth.logout', input)).toBeNull();
  await mutate({ base }, 'admin.orders.deliver', { orderId: newId('order'), shipmentId: newId('shipment') });
  expect(seen.map(({ line }) => line)).toEqual(['POST /trpc/auth.logout', 'POST /trpc/admin.orders.deliver']);
  expect(seen[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'a browser' });
  expect(JSON.parse(seen[0]?.body ?? '')).toEqual(input);
});

test('a problem of the gateway is thrown with its code and what belongs to it', async () => {
  const lines = [{ variantId: newId('variant'), sku: 'TEA-1', requested: 2, available: 1 }];
  const problem = toProblem(new TradewindError('OUT_OF_STOCK', 'One is left', { lines }), 'trace');
  const { base } = await serve({ status: problem.status, body: JSON.stringify({ error: { data: { problem } } }) });
  const call = mutate({ base }, 'cart.add', { variantId: newId('variant'), quantity: 2 });
  await expect(call).rejects.toMatchObject({ name: 'TradewindError', code: 'OUT_OF_STOCK', message: 'One is left', extras: { lines } });
});

test.each([
  ['no JSON', { status: 502, body: '<h1>Bad gateway</h1>' }],
  ['JSON of somebody else', { status: 500, body: '{"message":"no"}' }],
  ['an error without a known code', { status: 500, body: '{"error":{"data":{"problem":{"code":"NO_SUCH_CODE"}}}}' }],
  ['a result that comes with a failure', { status: 500, body: '{"result":{"data":{}}}' }],
])('%s is UNAVAILABLE', async (_what, answer) => {
  const { base } = await serve(answer);
  await expect(query({ base }, 'auth.me')).rejects.toMatchObject({ name: 'TradewindError', code: 'UNAVAILABLE' });
});

test('nobody there is UNAVAILABLE; what was given up stays an abort', async () => {
  const gone = await serve(null);
  for (const close of closing.splice(0)) close();
  await expect(query(gone, 'auth.me')).rejects.toMatchObject({ name: 'TradewindError', code: 'UNAVAILABLE' });
  const { base, seen } = await serve(null);
  const abort = new AbortController();
  const call = query({ base, init: { signal: abort.signal } }, 'auth.me');
  await expect.poll(() => seen.length).toBe(1);
  abort.abort();
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
});
