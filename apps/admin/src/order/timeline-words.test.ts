import { newId } from '@tradewind/contracts/ids';
import { money } from '@tradewind/money';
import { expect, it } from 'vitest';
import { sampleOrder } from './sample-order.ts';
import { factWords, timelineOf } from './timeline-words.ts';

const at = '2026-01-01T12:00:00.000Z';
const shipment = {
  id: 'shp_1',
  carrier: 'UPS',
  trackingNumber: '1Z',
  items: [],
  shippedAt: at,
  deliveredAt: null,
  trackingToken: 'token',
} as const;
const order = sampleOrder({ shipments: [{ ...shipment, items: [] }] });
const tell = (type: string, data: Record<string, unknown> = {}) => {
  const { label, detail } = factWords({ at, type, data }, order);
  return [label, detail];
};

it('tells facts in plain words', () => {
  expect(tell('shipped', { shipmentId: 'shp_1', items: [{ itemId: 'oit_1', quantity: 2 }] })).toEqual([
    'Handed to the carrier',
    '2 pieces · UPS · 1Z',
  ]);
  expect(tell('cancelled', { by: 'staff', reason: 'Asked by phone' })).toEqual(['Cancelled by staff', 'Asked by phone']);
  expect(tell('refund_requested', { amount: money(1_250, 'USD'), reason: 'Scratched' })).toEqual([
    'Refund asked for',
    '$12.50 · Scratched',
  ]);
  expect(
    tell('return_received', {
      number: 'TW-1-R1',
      items: [
        { sellable: 2, damaged: 0 },
        { sellable: 0, damaged: 1 },
      ],
    }),
  ).toEqual(['Came back', 'TW-1-R1 · 2 sellable · 1 damaged']);
  const lines = [
    { title: 'Lamp', variantTitle: 'Green', delta: -2 },
    { title: 'Rug', variantTitle: '', delta: 1 },
  ];
  expect(tell('edited', { lines, difference: money(-1_250, 'USD'), changesAddress: true })).toEqual([
    'Order changed by staff',
    '−2 × Lamp (Green) · +1 × Rug · another address · -$12.50',
  ]);
  expect(tell('edit_requested', { lines, amount: money(1_499, 'USD'), changesAddress: false })).toEqual([
    'Change waits for its payment',
    '−2 × Lamp (Green) · +1 × Rug · $14.99',
  ]);
  expect(tell('edit_withdrawn', { reason: 'expired' })).toEqual(['Change withdrawn', 'it was not paid for in time']);
  expect(tell('edit_withdrawn', { reason: 'later reasons' })).toEqual(['Change withdrawn', 'later reasons']);
  expect(tell('return_rejected', { number: 'TW-1-R1', reason: 'Worn' })).toEqual(['Return rejected', 'TW-1-R1 · Worn']);
  expect(tell('payment_failed', { declineCode: 'insufficient_funds' })).toEqual(['A payment did not go through', 'insufficient funds']);
});

it('tells what it does not know by its name, and trusts no data', () => {
  expect(tell('gift_wrapped')).toEqual(['Gift wrapped', '']);
  expect(tell('toString')).toEqual(['ToString', '']);
  expect(tell('refunded', { amount: 'much' })).toEqual(['Refunded', '']);
  expect(tell('cancelled', { by: 7 })).toEqual(['Cancelled', '']);
});

it('puts notes between facts by their time, the newest first', () => {
  const fact = (type: string, time: string) => ({ at: `2026-01-01T${time}.000Z`, type, data: {} });
  const note = (text: string, time: string) => ({
    id: newId('note'),
    orderId: order.id,
    author: { id: newId('user'), name: 'Sue' },
    text,
    at: `2026-01-01T${time}.000Z`,
  });
  const timeline = [fact('placed', '12:00:00'), fact('confirmed', '12:00:00'), fact('delivered', '14:00:00')];
  const items = timelineOf(sampleOrder({ timeline }), [note('Call first', '13:00:00'), note('Called', '15:00:00')]);
  expect(items.map(({ title, description }) => description ?? title)).toEqual([
    'Called',
    'Parcel delivered',
    'Call first',
    'Payment received, order confirmed',
    'Order placed',
  ]);
  expect(items[0]?.title).toBe('Note by Sue');
});
