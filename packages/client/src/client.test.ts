import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TradewindError, toProblem } from '@tradewind/contracts/errors';
import { newId } from '@tradewind/contracts/ids';
import { afterEach, expect, test } from 'vitest';
import { createTradewindClient, newIdempotencyKey } from './client.ts';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: Record<string, string | string[] | undefined>;
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that speaks tRPC's wire format: answers are given one after the other, the last one for good. */
async function serve(...answers: { status: number; body: unknown }[]) {
  const seen: Seen[] = [];
  const server = createServer(({ method, url, headers }, response) => {
    seen.push({ method, url, headers });
    const answer = answers[Math.min(seen.length, answers.length) - 1];
    response.writeHead(answer?.status ?? 500, { 'content-type': 'application/json' }).end(JSON.stringify(answer?.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, seen };
}

function failure(error: TradewindError) {
  const problem = toProblem(error, '0af7651916cd43dd8448eb211c80319c');
  return { status: problem.status, body: { error: { message: problem.detail, code: -32000, data: { problem } } } };
}

const items = { status: 200, body: { result: { data: { items: [], nextCursor: null } } } };
const unavailable = failure(new TradewindError('UNAVAILABLE', 'Back in a moment'));

test('a query goes as GET with the token and the headers of the moment', async () => {
  const { url, seen } = await serve(items);
  let token = 'first';
  const client = createTradewindClient({ url, token: () => token, headers: { 'x-cart': 'crt_1.secret' } });
  expect(await client.catalog.categories.query()).toEqual({ items: [], nextCursor: null });
  token = 'second';
  await client.catalog.categories.query();
  expect(seen.map(({ method, url: path }) => `${method} ${path}`)).toEqual(Array(2).fill('GET /trpc/catalog.categories'));
  expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
  expect(seen[0]?.headers['x-cart']).toBe('crt_1.secret');
});

test('an error of the gateway is thrown with its code and what belongs to it', async () => {
  const lines = [{ variantId: newId('variant'), sku: 'TEA-1', requested: 2, available: 1 }];
  const { url, seen } = await serve(failure(new TradewindError('OUT_OF_STOCK', 'One is left', { lines })));
  const call = createTradewindClient({ url }).cart.add.mutate({ variantId: newId('variant'), quantity: 2 });
  await expect(call).rejects.toMatchObject({ name: 'TradewindError', code: 'OUT_OF_STOCK', extras: { lines } });
  expect(seen).toHaveLength(1);
});

test('a query is tried again while the gateway is not available, thrice in all', async () => {
  const recovering = await serve(unavailable, unavailable, items);
  expect(await createTradewindClient(recovering).catalog.categories.query()).toEqual({ items: [], nextCursor: null });
  const down = await serve(unavailable);
  await expect(createTradewindClient(down).catalog.categories.query()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(down.seen).toHaveLength(3);
});

test('a mutation is tried again only under an idempotency key', async () => {
  const input = { orderId: newId('order') };
  const bare = await serve(unavailable);
  await expect(createTradewindClient(bare).orders.cancel.mutate(input)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(bare.seen).toHaveLength(1);
  const keyed = await serve(unavailable, items);
  await createTradewindClient(keyed).orders.cancel.mutate({ ...input, idempotencyKey: newIdempotencyKey() });
  expect(keyed.seen).toHaveLength(2);
});

test('nobody there is UNAVAILABLE; what was given up stays an abort', async () => {
  const { url } = await serve(items);
  for (const close of closing.splice(0)) close();
  const client = createTradewindClient({ url });
  await expect(client.catalog.categories.query()).rejects.toMatchObject({ name: 'TradewindError', code: 'UNAVAILABLE' });
  const gone = AbortSignal.abort();
  await expect(client.catalog.categories.query(undefined, { signal: gone })).rejects.not.toBeInstanceOf(TradewindError);
});

test('another fetch sees the headers of the answer', async () => {
  const { url } = await serve(items);
  const types: (string | null)[] = [];
  const client = createTradewindClient({
    url,
    async fetch(...request) {
      const response = await fetch(...request);
      types.push(response.headers.get('content-type'));
      return response;
    },
  });
  await client.catalog.categories.query();
  expect(types).toEqual(['application/json']);
});
