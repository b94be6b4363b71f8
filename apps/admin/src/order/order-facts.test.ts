import { newId } from '@tradewind/contracts/ids';
import { money } from '@tradewind/money';
import { describe, expect, it } from 'vitest';
import { canCancel, canEdit, canFulfil, canRefund, isSettling, leftToRefund, leftToShip, refundable } from './order-facts.ts';
import { sampleItem, sampleOrder } from './sample-order.ts';

const at = '2026-01-01T12:00:00.000Z';
const asked = (refundId: string, amountMinor: number) => ({
  at,
  type: 'refund_requested',
  data: { refundId, amount: money(amountMinor, 'USD') },
});
const told = (refundId: string, type: 'refunded' | 'refund_failed') => ({ at, type, data: { refundId } });

describe('what is left', () => {
  it('of a line to ship leaves out what was shipped and what was refunded before it was', () => {
    expect(leftToShip({ ...sampleItem, fulfilledQuantity: 1, refundedQuantity: 1, withdrawnQuantity: 1 })).toBe(1);
    expect(leftToShip({ ...sampleItem, fulfilledQuantity: 3, refundedQuantity: 2 })).toBe(0);
    // It was sent, came back and was refunded: the two others are still to be sent.
    expect(leftToShip({ ...sampleItem, fulfilledQuantity: 1, refundedQuantity: 1 })).toBe(2);
  });

  it('of a line to refund leaves out what a return holds', () => {
    expect(leftToRefund({ ...sampleItem, fulfilledQuantity: 3, refundedQuantity: 1, heldQuantity: 1 })).toBe(1);
  });

  it('of the money counts refunds that are under way', () => {
    const order = sampleOrder({ timeline: [asked('rfd_1', 1_000), asked('rfd_2', 500), told('rfd_2', 'refund_failed')] });
    expect(refundable(order).amountMinor).toBe(5_500);
    expect(isSettling(order)).toBe(true);
  });

  it('is nothing where nothing was paid', () => {
    expect(refundable(sampleOrder({ paymentStatus: 'none' })).amountMinor).toBe(0);
  });
});

describe('what may be done', () => {
  it('with a paid order: everything', () => {
    const order = sampleOrder();
    expect([canFulfil(order), canRefund(order), canCancel(order), isSettling(order)]).toEqual([true, true, true, false]);
  });

  it('with a pending order: cancel it', () => {
    const order = sampleOrder({ status: 'pending', paymentStatus: 'none' });
    expect([canFulfil(order), canRefund(order), canCancel(order)]).toEqual([false, false, true]);
  });

  it('with a cancelled order: wait for its money, or give it back when that failed', () => {
    const waiting = sampleOrder({ status: 'cancelled' });
    expect([canRefund(waiting), canCancel(waiting), isSettling(waiting)]).toEqual([false, false, true]);
    const failed = sampleOrder({ status: 'cancelled', timeline: [told('rfd_1', 'refund_failed')] });
    expect([canRefund(failed), isSettling(failed)]).toEqual([true, false]);
  });

  it('with one of which a change waits for its payment: cancel it, which withdraws that', () => {
    const waitingEdit = {
      id: newId('orderEdit'),
      amount: money(900, 'USD'),
      expiresAt: '2026-01-08T12:00:00.000Z',
      lines: [],
      changesAddress: false,
    };
    const order = sampleOrder({ waitingEdit });
    expect([canFulfil(order), canRefund(order), canEdit(order), canCancel(order)]).toEqual([false, false, false, true]);
  });

  it('with one that was partly shipped: not cancel it', () => {
    const order = sampleOrder({ fulfilmentStatus: 'partial', items: [{ ...sampleItem, fulfilledQuantity: 2 }] });
    expect([canFulfil(order), canCancel(order)]).toEqual([true, false]);
  });
});
