import { newId } from '@tradewind/contracts/ids';
import { eventually } from '@tradewind/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageJobs } from '../jobs/message-jobs.ts';
import { makeOrder, makeReturn, type Notification, openNotification } from '../test-kit.ts';

let service: Notification;
beforeAll(async () => {
  service = await openNotification();
  await service.jobs.work(messageJobs(service.ctx));
});
afterAll(() => service.close());

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' as const });
const order = makeOrder();
const { id: orderId } = order;
const shipmentId = newId('shipment');
const refundId = newId('refund');

describe('each event', () => {
  it('makes one mail, however often it comes', async () => {
    const [item] = order.items;
    const items = [{ itemId: item?.id ?? newId('orderItem'), quantity: 1 }];
    const parcel = { id: shipmentId, carrier: 'Nordpost', trackingNumber: null, trackingToken: 'tracking-token-tracking-token-token' };
    const shipment = { ...parcel, items, shippedAt: order.placedAt, deliveredAt: null };
    const found = makeReturn(order, { decision: 'It was worn' });
    const { id: returnId } = found;
    service.orders.set(orderId, { ...order, shipments: [shipment], returns: [found] });
    const registrationId = newId('registration');
    service.registrations.set(registrationId, { email: 'ada@example.com', name: 'Ada', code: '042917' });

    const accountId = newId('creditAccount');
    const card = { recipient: 'ada@example.com', code: '7K2M-90QD-XF3A-HJ4R', balance: usd(5_000), expiresAt: null };
    service.giftCards.set(accountId, card);

    const { makeEvent } = service;
    const events = [
      makeEvent('user.registration_requested', registrationId, { registrationId }),
      makeEvent('order.confirmed', orderId, { orderId, customerId: null, total: usd(24_600), lines: [] }),
      makeEvent('order.shipped', orderId, { orderId, shipmentId, fulfilmentStatus: 'fulfilled' }),
      makeEvent('order.refunded', orderId, { orderId, refundId, amount: usd(4_500), totalRefunded: usd(4_500) }),
      makeEvent('order.cancelled', orderId, { orderId, by: 'staff', wasConfirmed: true, toRefund: usd(20_100) }),
      makeEvent('order.return_requested', orderId, { orderId, returnId }),
      makeEvent('order.return_approved', orderId, { orderId, returnId }),
      makeEvent('order.return_rejected', orderId, { orderId, returnId }),
      makeEvent('payment.gift_card_issued', accountId, { accountId, balance: usd(5_000) }),
    ];
    for (const event of [...events, ...events]) {
      const afterCommit = await service.hear(event);
      await afterCommit?.();
    }

    const kinds = [
      'gift-card',
      'order-cancelled',
      'order-confirmed',
      'order-refunded',
      'order-shipped',
      'registration-code',
      'return-approved',
      'return-rejected',
      'return-requested',
    ];
    await eventually(async () => expect((await service.messages()).map(({ status }) => status)).toEqual(Array(9).fill('sent')));
    const messages = await service.messages();
    expect(messages.map(({ kind }) => kind).sort()).toEqual(kinds);
    const letters = await service.letters('ada@example.com');
    expect(letters.map(({ subject }) => subject).sort()).toEqual([
      'A Tradewind gift card of $50.00',
      'How to send back TW-100042-R1',
      'Order TW-100042 is cancelled',
      'Order TW-100042 is confirmed',
      'Order TW-100042 is on its way',
      'We got your return TW-100042-R1',
      'We paid back $45.00 of order TW-100042',
      'Your code for Tradewind',
      'Your return TW-100042-R1 was not accepted',
    ]);
    expect(letters.map(({ messageId }) => messageId).sort()).toEqual(messages.map(({ id }) => `<${id}@tradewind>`).sort());
    expect(new Set(letters.map(({ from }) => from))).toEqual(new Set(['hello@tradewind.test']));
  });

  it('of an order that was never confirmed makes none', async () => {
    const event = service.makeEvent('order.cancelled', orderId, { orderId, by: 'system', wasConfirmed: false, toRefund: usd(0) });
    expect(await service.hear(event)).toBeUndefined();
    expect(await service.messages()).toHaveLength(9);
  });

  it('leaves no address, name, code or order token in tables, events and logs', async () => {
    const tables = await service.db.rows<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_schema IN ('public', 'messaging', 'bullmq') AND table_type = 'BASE TABLE'`,
    );
    const rows = await Promise.all(tables.map(({ name }) => service.db.rows(`SELECT t::text AS row FROM ${name} t`)));
    const seen = JSON.stringify(rows) + service.logged.join('');
    expect(seen).toContain('send-message');
    expect(seen).toContain('notification.sent');
    for (const canary of ['ada@example.com', 'Lovelace', 'Analytical', '042917', String(order.token)]) expect(seen).not.toContain(canary);
  });
});
