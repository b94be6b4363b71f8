import { describe, expect, it } from 'vitest';
import { changeText, factWords, isCancellable, orderState } from './order-words.ts';

const paid = { status: 'confirmed', paymentStatus: 'paid', fulfilmentStatus: 'unfulfilled' } as const;

describe('an order in words', () => {
  it('says the one thing that matters most', () => {
    expect(orderState({ ...paid, status: 'pending', paymentStatus: 'none' }).label).toBe('Waiting for payment');
    expect(orderState({ ...paid, status: 'pending', paymentStatus: 'failed' }).label).toBe('Payment failed');
    expect(orderState(paid).label).toBe('Confirmed');
    expect(orderState({ ...paid, fulfilmentStatus: 'partial' }).label).toBe('Partly on its way');
    expect(orderState({ ...paid, fulfilmentStatus: 'fulfilled', paymentStatus: 'partially_refunded' }).label).toBe('On its way');
    expect(orderState({ ...paid, status: 'completed', fulfilmentStatus: 'delivered' }).label).toBe('Delivered');
    expect(orderState({ ...paid, fulfilmentStatus: 'returned' }).label).toBe('Returned');
    expect(orderState({ ...paid, paymentStatus: 'refunded' }).label).toBe('Refunded');
    expect(orderState({ ...paid, status: 'cancelled' }).label).toBe('Cancelled');
    expect(orderState({ ...paid, status: 'cancelled', paymentStatus: 'refunded' }).label).toBe('Cancelled and refunded');
  });

  it('can be cancelled until something has left', () => {
    expect(isCancellable(paid)).toBe(true);
    expect(isCancellable({ ...paid, fulfilmentStatus: 'partial' })).toBe(false);
    expect(isCancellable({ ...paid, status: 'cancelled' })).toBe(false);
  });

  it('says what a change would put on and take off', () => {
    const line = { title: 'Lamp', variantTitle: 'Green', sku: 'LAMP-1' };
    expect(changeText({ ...line, delta: 2 })).toBe('2 × Lamp (Green) more');
    expect(changeText({ ...line, variantTitle: '', delta: -1 })).toBe('1 × Lamp less');
  });

  it('keeps to itself what is not for shoppers', () => {
    expect(factWords('shipped')?.label).toBe('Handed to the carrier');
    expect(factWords('payment_conflicted')).toBeNull();
  });
});
