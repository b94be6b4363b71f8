import { createLogger, runInCall } from '@tradewind/service';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expireUnpaidOrders } from '../jobs/expire-unpaid-orders.ts';
import { undoStuckOrders } from '../jobs/undo-stuck-orders.ts';
import { address, guest, type Shop, startShop, user } from '../test-kit.ts';

/** A shop that hears no events: what it knows of a payment it learns by asking. */
let shop: Shop;
beforeAll(async () => {
  shop = await startShop({ payments: true, expiryMinutes: 0.0001 });
});
afterAll(() => shop.close());

async function waitingOrder(paymentMethodId: string | undefined = 'pm_card_visa') {
  const { variantId } = await shop.sell();
  const { id: cartId, token } = await shop.as(guest, (api) => api.cart.create({}));
  const key = { cartId, cartToken: token ?? '' };
  await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 1 }));
  const form = { email: 'ada@example.com', shippingAddress: address, shippingOptionId: 'express', paymentMethodId };
  const { order } = await shop.as(guest, (api) => api.checkout.place({ ...key, ...form }));
  return { key, variantId, orderId: order.id };
}

const read = (orderId: `ord_${string}`) => shop.as(user(['admin']), (api) => api.staff.get({ orderId }));

it('confirms an order that turns out to be paid when it is to expire', async () => {
  const { orderId } = await waitingOrder();
  const found = await runInCall({ actor: { kind: 'service', name: 'order' } }, () => expireUnpaidOrders(shop.ctx));
  expect(found).toEqual({ cancelled: 0, foundPaid: 1, conflicted: 0, failed: 0, left: 0 });
  expect(await read(orderId)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
  expect(await shop.told(orderId)).toEqual(['order.placed', 'order.confirmed', 'order.payment_changed']);
});

it('refuses a change of a cart that turns out to be bought', async () => {
  const { key, variantId, orderId } = await waitingOrder();
  const add = shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 1 }));
  await expect(add).rejects.toMatchObject({ cause: { code: 'CART_COMPLETED' } });
  expect((await read(orderId)).status).toBe('confirmed');
});

it('cancels and has refunded what turns out to be paid', async () => {
  const { orderId } = await waitingOrder();
  const cancelled = await shop.as(user(['support']), (api) => api.staff.cancel({ orderId, reason: 'asked for' }));
  expect(cancelled).toMatchObject({ status: 'cancelled', paymentStatus: 'paid' });
  expect(cancelled.timeline.at(-1)).toMatchObject({ type: 'cancelled', data: { by: 'staff', reason: 'asked for' } });
});

it('leaves an order alone of which another amount was taken, and goes on with the others', async () => {
  await shop.payments().faults({ wrongAmountRate: 1 });
  const { orderId: conflicted } = await waitingOrder();
  await shop.payments().faults({});
  for (const sweep of [expireUnpaidOrders, undoStuckOrders]) {
    const { orderId: other } = await waitingOrder('pm_card_authenticationRequired');
    await shop.db.rows(`UPDATE orders SET updated_at = now() - interval '1 hour', payment_id = NULL WHERE id IN ($1, $2)`, [
      conflicted,
      other,
    ]);
    const lines: string[] = [];
    const log = createLogger({ service: 'order', level: 'warn', destination: { write: (line) => void lines.push(line) } });
    const found = await runInCall({ actor: { kind: 'service', name: 'order' }, log }, () => sweep(shop.ctx));
    expect(found).toEqual({ cancelled: 1, foundPaid: 0, conflicted: 1, failed: 0, left: 0 });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ orderId: conflicted, msg: expect.stringContaining('conflict') }),
    ]);
    expect(await read(conflicted)).toMatchObject({ status: 'pending', paymentStatus: 'none' });
    expect(await read(other)).toMatchObject({ status: 'cancelled', paymentStatus: 'voided' });
  }
});
