import type { order, payment } from '@tradewind/contracts/schemas';
import { eventually } from '@tradewind/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { address, openShop, type Shop } from '../test-kit.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
}, 120_000);
afterAll(() => shop.close(), 60_000);

interface List<Item> {
  readonly items: readonly Item[];
}

/** An order that is paid with a card that its bank disputes. */
async function buyDisputed(): Promise<string> {
  const { variantId } = await shop.createProduct();
  const cart = await shop.api<order.Cart>('POST', '/carts');
  const headers = { 'x-cart-token': cart.body.token ?? '' };
  await shop.api('POST', `/carts/${cart.body.id}/items`, { headers, body: { variantId, quantity: 1 } });
  const options = await shop.api<List<order.ShippingOption>>('GET', `/carts/${cart.body.id}/shipping-options?country=US`, { headers });
  const body = {
    ...{ email: 'ada@example.com', shippingAddress: address, shippingOptionId: options.body.items[0]?.id },
    paymentMethodId: 'pm_card_createDispute',
  };
  const placed = await shop.api<order.CheckoutResult>('POST', `/carts/${cart.body.id}/checkout`, { headers, body });
  expect(placed.status).toBe(201);
  return placed.body.order.id;
}

test('finance answer a dispute with words and a file, and win it; support may not look', async () => {
  const orderId = await buyDisputed();
  const token = shop.tokenOf('finance');
  const find = async () => (await shop.api<List<payment.DisputeSummary>>('GET', '/admin/disputes', { token })).body.items[0];
  const id = await eventually(async () => {
    const dispute = await find();
    if (dispute?.orderId !== orderId) throw new Error('nobody told');
    return dispute.id;
  });
  expect((await shop.api('GET', `/admin/disputes/${id}`, { token: shop.tokenOf('support') })).status).toBe(403);
  const body = { uncategorized_text: 'winning_evidence' };
  expect((await shop.api('PUT', `/admin/disputes/${id}/evidence`, { token: shop.tokenOf('support'), body })).status).toBe(403);
  expect(await shop.api('PUT', `/admin/disputes/${id}/evidence`, { token, body })).toMatchObject({ status: 200, body: { evidence: body } });
  const form = new FormData();
  form.set('kind', 'receipt');
  form.set('file', new Blob(['%PDF-1.7\n%%EOF\n']), 'receipt.pdf');
  expect((await shop.api('POST', `/admin/disputes/${id}/files`, { token: shop.tokenOf('support'), body: form })).status).toBe(403);
  const added = await shop.api<payment.DisputeFile>('POST', `/admin/disputes/${id}/files`, { token, body: form });
  expect(added).toMatchObject({ status: 201, body: { kind: 'receipt', mediaType: 'application/pdf' } });
  expect((await shop.api('DELETE', `/admin/disputes/${id}/files/${added.body.id}`, { token })).status).toBe(200);
  expect((await shop.api('POST', `/admin/disputes/${id}/submission`, { token })).status).toBe(200);
  await eventually(async () => {
    const dispute = (await shop.api<payment.Dispute>('GET', `/admin/disputes/${id}`, { token })).body;
    expect(dispute).toMatchObject({
      status: 'won',
      money: { withheld: { amountMinor: 0 }, lost: { amountMinor: 0 }, fees: { amountMinor: 1500 } },
    });
  });
  const late = await shop.api('PUT', `/admin/disputes/${id}/evidence`, { token, body });
  expect(late).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
});

test('finance see that the books agree, have them compared, and settle only what differs', async () => {
  const token = shop.tokenOf('finance');
  await eventually(async () => {
    const { status, body } = await shop.api<z.infer<typeof payment.reconciliation>>('GET', '/admin/reconciliation', { token });
    expect(status).toBe(200);
    expect(body.balances.length).toBeGreaterThan(0);
    for (const { ours, theirs } of body.balances) expect(ours).toEqual(theirs);
  });
  expect((await shop.api('POST', '/admin/reconciliation/runs', { token: shop.tokenOf('support') })).status).toBe(403);
  expect(await shop.api('POST', '/admin/reconciliation/runs', { token })).toMatchObject({ status: 202, body: { queued: true } });
  await eventually(async () => {
    const { body } = await shop.api<z.infer<typeof payment.reconciliation>>('GET', '/admin/reconciliation', { token });
    expect(body).toMatchObject({ open: 0, comparedAt: expect.any(String) });
  });
  expect((await shop.api<List<object>>('GET', '/admin/reconciliation/discrepancies?state=open', { token })).body.items).toEqual([]);
  const settle = (body: object) => shop.api('POST', '/admin/reconciliation/discrepancies/txn_nowhere/settlement', { token, body });
  expect((await settle({ action: 'book', reason: '' })).status).toBe(400);
  expect((await settle({ action: 'book', reason: 'a test' })).status).toBe(404);
  expect((await shop.api<List<object>>('GET', '/admin/payouts', { token })).body.items).toEqual([]);
  const accounts = await shop.api<z.infer<typeof payment.ledgerAccounts>>('GET', '/admin/ledger/accounts', { token });
  expect(accounts.body.items.reduce((sum, { balance }) => sum + balance.amountMinor, 0)).toBe(0);
});
