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
const paymentId = newId('payment');
const dispute = { paymentId, orderId, disputeId: newId('dispute'), amount: usd(4_500) };

describe('each event', () => {
  it('makes one mail, however often it comes', async () => {
    const [item] = order.items;
    const items = [{ itemId: item?.id ?? newId('orderItem'), quantity: 1 }];
    const parcel = { id: shipmentId, carrier: 'Nordpost', trackingNumber: null, trackingToken: 'tracking-token-tracking-token-token' };
    const shipment = { ...parcel, items, shippedAt: order.placedAt, deliveredAt: null };
    const found = makeReturn(order, { decision: 'It was worn' });
    const { id: returnId } = found;
    const editId = newId('orderEdit');
    const edit = { id: editId, lines: [], difference: usd(0), refund: usd(0), changesAddress: true, at: order.placedAt };
    const waitingEdit = {
      id: newId('orderEdit'),
      amount: usd(900),
      expiresAt: '2026-11-28T10:30:00.000Z',
      lines: [],
      changesAddress: true,
    };
    service.orders.set(orderId, { ...order, shipments: [shipment], returns: [found], edits: [edit], waitingEdit });
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
      makeEvent('order.payment_requested', orderId, { orderId, amount: usd(24_600), expiresAt: '2026-12-01T10:30:00.000Z' }),
      makeEvent('order.edited', orderId, { orderId, editId, lines: [] }),
      makeEvent('order.edit_requested', orderId, { orderId, editId: waitingEdit.id, amount: usd(900), expiresAt: waitingEdit.expiresAt }),
      makeEvent('order.edit_withdrawn', orderId, { orderId, editId: newId('orderEdit'), reason: 'expired' }),
      makeEvent('order.return_requested', orderId, { orderId, returnId }),
      makeEvent('order.return_approved', orderId, { orderId, returnId }),
      makeEvent('order.return_rejected', orderId, { orderId, returnId }),
      makeEvent('payment.disputed', paymentId, { ...dispute, dueAt: '2026-12-01T10:30:00.000Z' }),
      makeEvent('payment.dispute_due', paymentId, { ...dispute, dueAt: '2026-12-01T10:30:00.000Z', days: 1 }),
      makeEvent('payment.dispute_closed', paymentId, { ...dispute, outcome: 'won' }),
      makeEvent('order.return_waived', orderId, { orderId, returnId }),
      makeEvent('payment.gift_card_issued', accountId, { accountId, balance: usd(5_000) }),
    ];
    for (const event of [...events, ...events]) {
      const afterCommit = await service.hear(event);
      await afterCommit?.();
    }

    const kinds = [
      'dispute-closed',
      'dispute-due',
      'dispute-opened',
      'edit-requested',
      'edit-withdrawn',
      'gift-card',
      'order-cancelled',
      'order-confirmed',
      'order-edited',
      'order-refunded',
      'order-shipped',
      'payment-requested',
      'registration-code',
      'return-approved',
      'return-rejected',
      'return-requested',
      'return-waived',
    ];
    await eventually(async () => expect((await service.messages()).map(({ status }) => status)).toEqual(Array(17).fill('sent')));
    const messages = await service.messages();
    expect(messages.map(({ kind }) => kind).sort()).toEqual(kinds);
    const letters = await service.letters('ada@example.com');
    expect(letters.map(({ subject }) => subject).sort()).toEqual([
      'A Tradewind gift card of $50.00',
      'A change of order TW-100042 waits for your payment',
      'How to send back TW-100042-R1',
      'Order TW-100042 is cancelled',
      'Order TW-100042 is confirmed',
      'Order TW-100042 is on its way',
      'Order TW-100042 is ready to be paid for',
      'Order TW-100042 stays as it is',
      'Order TW-100042 was changed',
      'We got your return TW-100042-R1',
      'We paid back $45.00 of order TW-100042',
      'You need not send back TW-100042-R1',
      'Your code for Tradewind',
      'Your return TW-100042-R1 was not accepted',
    ]);
    const toStaff = await service.letters('grace@example.com');
    expect(toStaff.map(({ subject }) => subject).sort()).toEqual([
      'A bank disputes $45.00 of order TW-100042',
      'Evidence about order TW-100042 is due by December 1, 2026 at 10:30 AM UTC',
      'The dispute of order TW-100042 is won',
    ]);
    expect(toStaff[0]?.text).toContain(`http://localhost:3001/payments/disputes/${dispute.disputeId}`);
    expect([...letters, ...toStaff].map(({ messageId }) => messageId).sort()).toEqual(messages.map(({ id }) => `<${id}@tradewind>`).sort());
    expect(new Set(letters.map(({ from }) => from))).toEqual(new Set(['hello@tradewind.test']));
  });

  it('of a dispute makes none where the settings name nobody', async () => {
    const quiet = makeOrder({ notifyEmail: null });
    service.orders.set(quiet.id, quiet);
    const event = service.makeEvent('payment.dispute_closed', paymentId, { ...dispute, orderId: quiet.id, outcome: 'lost' });
    await (await service.hear(event))?.();
    await eventually(async () => expect((await service.messages()).filter(({ subjectId }) => subjectId === quiet.id)).toEqual([]));
    expect((await service.letters('grace@example.com')).map(({ subject }) => subject)).not.toContain(
      'The dispute of order TW-100042 is lost',
    );
  });

  it('of an order that was never confirmed makes none', async () => {
    const event = service.makeEvent('order.cancelled', orderId, { orderId, by: 'system', wasConfirmed: false, toRefund: usd(0) });
    expect(await service.hear(event)).toBeUndefined();
    expect(await service.messages()).toHaveLength(17);
  });

  it('of one that was never confirmed makes one where its customer had been asked to pay', async () => {
    const asked = makeOrder({ number: 'TW-100043', email: 'mary@example.com' });
    service.orders.set(asked.id, { ...asked, totals: { ...asked.totals, paid: usd(0) } });
    const data = { orderId: asked.id, by: 'system', wasConfirmed: false, wasRequested: true, toRefund: usd(0) } as const;
    await (await service.hear(service.makeEvent('order.cancelled', asked.id, data)))?.();
    await eventually(async () =>
      expect((await service.letters('mary@example.com')).map(({ text }) => text)).toEqual([
        expect.stringContaining('Nothing was charged.'),
      ]),
    );
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
    for (const canary of ['ada@example.com', 'grace@example.com', 'Lovelace', 'Analytical', '042917', String(order.token)])
      expect(seen).not.toContain(canary);
  });
});
