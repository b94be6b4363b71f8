import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { TradewindError } from '@tradewind/contracts/errors';
import { newId } from '@tradewind/contracts/ids';
import { permissionsOf } from '@tradewind/contracts/permissions';
import { testKeys } from '@tradewind/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createServiceSigner, createTokenVerifier } from './auth.ts';
import { createServiceClient } from './client.ts';
import { createLogger } from './log.ts';
import { type Call, currentCall, runInCall } from './scope.ts';
import { type RunningService, startService } from './start.ts';
import { createTrpc } from './trpc.ts';

const { router, procedure } = createTrpc();
const anything = z.object({ list: z.array(z.string()) });
const seen: { calls: Call[]; failures: number } = { calls: [], failures: 0 };

const testRouter = router({
  cart: {
    get: procedure('public')
      .input(anything.optional())
      .output(z.object({ size: z.number() }))
      .query(({ input, ctx }) => {
        seen.calls.push(ctx);
        if (seen.failures-- > 0) throw new TradewindError('UNAVAILABLE', 'Later.');
        return { size: input?.list.length ?? 0 };
      }),
    add: procedure({ callers: ['gateway'] })
      .input(anything.optional())
      .output(z.object({ done: z.boolean() }))
      .mutation(({ ctx }) => {
        seen.calls.push(ctx);
        if (seen.failures-- > 0) throw new TradewindError('UNAVAILABLE', 'Later.');
        ctx.replayed = true;
        return { done: true };
      }),
    refuse: procedure('public')
      .output(z.object({}))
      .mutation(() => {
        const lines = [{ variantId: 'v', sku: 'S', requested: 2, available: 1 }];
        throw new TradewindError('OUT_OF_STOCK', 'Too few.', { lines });
      }),
    slow: procedure('public')
      .output(z.object({}))
      .query(async () => {
        await sleep(2_000);
        return {};
      }),
  },
});

const signer = createServiceSigner({ name: 'gateway', privateKey: testKeys.servicePrivateKey('gateway') });
let service: RunningService;
let client: ReturnType<typeof createServiceClient<typeof testRouter>>;

beforeAll(async () => {
  service = await startService({
    name: 'order',
    host: '127.0.0.1',
    port: 0,
    log: createLogger({ service: 'order', level: 'silent' }),
    router: testRouter,
    verifier: createTokenVerifier({ service: 'order', serviceJwks: testKeys.serviceJwks, userKeys: testKeys.userJwks }),
    checks: {},
    drain: [],
  });
  client = createServiceClient<typeof testRouter>({ service: 'order', url: service.url, signer });
});
afterAll(() => service.close());
afterEach(() => {
  seen.calls = [];
  seen.failures = 0;
});

test('a call carries the user, the trace, the deadline and the far end', async () => {
  const id = newId('user');
  const userToken = testKeys.userToken({ id, roles: ['support'] });
  const actor = { kind: 'user', id, roles: [], permissions: permissionsOf([]), sessionId: 'ses' } as const;
  const deadline = Date.now() + 5_000;
  await runInCall({ actor: { ...actor, roles: [] }, userToken, deadline, clientAddress: '6.6.6.6', userAgent: 'Firefox' }, async () => {
    await client.cart.get.query();
    const call = seen.calls[0];
    expect(call).toMatchObject({
      actor: { kind: 'user', id, roles: ['support'] },
      caller: 'gateway',
      clientAddress: '6.6.6.6',
      userAgent: 'Firefox',
    });
    expect(call?.traceId).toBe(currentCall().traceId);
    expect(call?.traceparent).not.toBe(currentCall().traceparent);
    expect(call?.deadline).toBe(deadline);
  });
});

test('a guest’s call stays a guest’s; outside of a call the service speaks for itself', async () => {
  await runInCall({}, () => client.cart.get.query());
  await runInCall({ actor: { kind: 'service', name: 'gateway' } }, () => client.cart.get.query());
  await client.cart.get.query();
  expect(seen.calls.map(({ actor }) => actor)).toEqual([
    { kind: 'guest' },
    { kind: 'service', name: 'gateway' },
    { kind: 'service', name: 'gateway' },
  ]);
});

test('an input too long for an address arrives all the same', async () => {
  const list = Array.from({ length: 2_000 }, () => newId('variant'));
  expect(await client.cart.get.query({ list })).toEqual({ size: 2_000 });
});

test('the far error comes back as it was thrown', async () => {
  const error: unknown = await client.cart.refuse.mutate().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TradewindError);
  expect(error).toMatchObject({ code: 'OUT_OF_STOCK', message: 'Too few.', extras: { lines: [{ sku: 'S', available: 1 }] } });
});

test('a replay is known upstream', async () => {
  await runInCall({}, async () => {
    await client.cart.add.mutate();
    expect(currentCall().replayed).toBe(true);
  });
});

test('queries and idempotent mutations are tried again, twice; other mutations never', async () => {
  seen.failures = 2;
  expect(await client.cart.get.query()).toEqual({ size: 0 });
  seen.failures = 2;
  expect(await client.cart.add.mutate(undefined, { context: { idempotent: true } })).toEqual({ done: true });
  expect(seen.calls.length).toBe(6);
  seen.failures = 3;
  await expect(client.cart.get.query()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(seen.calls.length).toBe(9);
  seen.failures = 1;
  await expect(client.cart.add.mutate()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(seen.calls.length).toBe(10);
});

test('a service that is away is UNAVAILABLE, one that is slow DEADLINE_EXCEEDED', async () => {
  const away = createServiceClient<typeof testRouter>({ service: 'order', url: 'http://127.0.0.1:1', signer });
  await expect(away.cart.get.query()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  const hasty = createServiceClient<typeof testRouter>({ service: 'order', url: service.url, signer, timeoutMs: 60 });
  await expect(hasty.cart.slow.query()).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  await expect(runInCall({ deadline: Date.now() + 60 }, () => client.cart.slow.query())).rejects.toMatchObject({
    code: 'DEADLINE_EXCEEDED',
  });
});

test('the asker may give up', async () => {
  const controller = new AbortController();
  const asked = client.cart.slow.query(undefined, { signal: controller.signal });
  controller.abort();
  await expect(asked).rejects.toThrow(/abort/i);
});

test('an answer that is not tRPC’s is INTERNAL', async () => {
  const odd: Server = createServer((_, response) => response.end('<html>'));
  await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(odd.address() as AddressInfo).port}`;
  const strange = createServiceClient<typeof testRouter>({ service: 'order', url, signer });
  await expect(strange.cart.get.query()).rejects.toMatchObject({ code: 'INTERNAL' });
  odd.closeAllConnections();
  odd.close();
});
