import { newId } from '@tradewind/contracts/ids';
import { createServiceSigner, createTokenVerifier, startService } from '@tradewind/service';
import { testKeys } from '@tradewind/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { matchBooks } from './match/match-books.ts';
import { createPayment } from './payment/create-payment.ts';
import { type Harness, paymentInput, startPaymentService, visa } from './test-kit.ts';

let house: Harness;
let service: Awaited<ReturnType<typeof startService>>;
let orderToken: string;

beforeAll(async () => {
  house = await startPaymentService({ webhooks: false });
  service = await startService({
    name: 'payment',
    host: '127.0.0.1',
    port: 0,
    log: house.ctx.log,
    router: house.router,
    verifier: createTokenVerifier({ userKeys: testKeys.userJwks, serviceJwks: testKeys.serviceJwks, service: 'payment' }),
    checks: {},
    drain: [],
  });
  orderToken = await createServiceSigner({ name: 'order', privateKey: testKeys.servicePrivateKey('order') }).tokenFor('payment');
});

afterAll(async () => {
  await service.close();
  await house.close();
});

async function call(path: string, { token, input, query = false }: { token?: string; input?: unknown; query?: boolean }) {
  const url = `${service.url}/trpc/${path}`;
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const answer = query
    ? await fetch(input === undefined ? url : `${url}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers })
    : await fetch(url, { method: 'POST', headers, body: JSON.stringify(input) });
  return { status: answer.status, body: (await answer.json()) as { result?: { data: unknown } } };
}

const finance = testKeys.userToken({ id: newId('user'), roles: ['finance'] });
const tokenOf = (role: 'finance' | 'support') => testKeys.userToken({ id: newId('user'), roles: [role] });

it('lets the order service alone at the money', async () => {
  const input = paymentInput(visa);
  for (const token of [undefined, tokenOf('finance')]) {
    const { status } = await call('payment.create', { token, input });
    expect(status).toBe(token ? 403 : 401);
  }
  expect(await call('payment.create', { token: orderToken, input })).toMatchObject({
    status: 200,
    body: { result: { data: { status: 'succeeded' } } },
  });
  const refund = { orderId: input.orderId, refundId: newId('refund'), amount: { amountMinor: 99, currency: 'USD' }, reason: 'late' };
  expect((await call('payment.refund', { token: orderToken, input: refund })).status).toBe(200);
  expect((await call('payment.void', { token: orderToken, input: { orderId: input.orderId } })).body.result?.data).toEqual({
    status: 'captured',
  });
  const bad = { ...input, amount: { amountMinor: 1.5, currency: 'XXX' } };
  expect((await call('payment.create', { token: orderToken, input: bad })).status).toBe(400);
});

it('shows payments and the ledger to those who may', async () => {
  const inputs = [paymentInput(visa), paymentInput(), paymentInput(visa)];
  for (const input of inputs) await house.asOrder(() => createPayment(house.ctx, input));
  const token = tokenOf('finance');
  for (const path of ['staff.list', 'staff.ledgerBalance']) {
    expect((await call(path, { token: tokenOf('support'), input: {}, query: true })).status).toBe(403);
  }
  const first = await call('staff.list', { token, input: { status: 'captured', limit: 1 }, query: true });
  expect(first.body.result?.data).toMatchObject({
    items: [{ orderId: inputs[2]?.orderId, status: 'captured', captured: { amountMinor: 1999 }, refunded: { amountMinor: 0 }, fee: 88 }],
    nextCursor: expect.any(String),
  });
  const { nextCursor } = (first.body.result?.data ?? {}) as { nextCursor?: string };
  const second = await call('staff.list', { token, input: { status: 'captured', limit: 1, cursor: nextCursor }, query: true });
  expect(second.body.result?.data).toMatchObject({ items: [{ orderId: inputs[0]?.orderId }] });
  expect((await call('staff.list', { token, input: { cursor: 'nonsense' }, query: true })).status).toBe(400);
  const byOrder = await call('payment.byOrder', { token, input: { orderId: inputs[1]?.orderId }, query: true });
  expect(byOrder.body.result?.data).toMatchObject({ status: 'pending', captured: { amountMinor: 0, currency: 'USD' } });
  expect((await call('payment.byOrder', { token, input: { orderId: newId('order') }, query: true })).status).toBe(404);
  const balance = (await call('staff.ledgerBalance', { token, query: true })).body.result?.data as {
    USD: { debit: number; credit: number };
  };
  expect(balance.USD.debit).toBe(balance.USD.credit);
});

it('shows disputes, payouts and reconciliation to those who may, and lets finance settle', async () => {
  const token = tokenOf('finance');
  const { id: subject } = await house.control('drift', { add: { amount: 77, currency: 'usd' } });
  await house.asOrder(() => matchBooks(house.ctx, new Date(Date.now() + 6 * 60_000)));
  for (const path of ['dispute.list', 'staff.payouts', 'staff.ledgerAccounts', 'reconciliation.read', 'reconciliation.list']) {
    expect((await call(path, { token: tokenOf('support'), input: {}, query: true })).status).toBe(403);
    expect((await call(path, { token, input: {}, query: true })).status).toBe(200);
  }
  for (const path of ['dispute.list', 'staff.payouts', 'reconciliation.list']) {
    expect((await call(path, { token, input: { cursor: 'nonsense' }, query: true })).status).toBe(400);
  }
  const settle = { subject, action: 'book', reason: 'a test', idempotencyKey: 'once' };
  expect((await call('reconciliation.settle', { token: tokenOf('support'), input: settle })).status).toBe(403);
  expect((await call('reconciliation.settle', { token, input: { ...settle, reason: '' } })).status).toBe(400);
  const answers = [
    await call('reconciliation.settle', { token: finance, input: settle }),
    await call('reconciliation.settle', { token: finance, input: settle }),
  ];
  for (const { body } of answers) expect(body.result?.data).toEqual({ subject, action: 'booked' });
  const accounts = (await call('staff.ledgerAccounts', { token, query: true })).body.result?.data;
  expect(accounts).toMatchObject({
    items: expect.arrayContaining([{ account: 'suspense', balance: { amountMinor: -77, currency: 'USD' } }]),
  });
  expect((await call('reconciliation.run', { token, input: {} })).body.result?.data).toEqual({ queued: true });
});
