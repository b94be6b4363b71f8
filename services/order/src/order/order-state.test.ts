import { order } from '@tradewind/contracts/schemas';
import { describe, expect, it } from 'vitest';
import { fulfilmentTransitions, mayBecome, orderTransitions, paymentTransitions } from './order-state.ts';

/** Every pair that is allowed, written out a second time: a slip in the tables shows here. */
const allowed = {
  order: ['pending>confirmed', 'pending>cancelled', 'confirmed>completed', 'confirmed>cancelled'],
  payment: [
    ...['authorized', 'paid', 'voided', 'failed', 'conflicted'].map((to) => `none>${to}`),
    ...['paid', 'voided', 'failed', 'conflicted'].map((to) => `authorized>${to}`),
    ...['authorized', 'paid', 'voided', 'conflicted'].map((to) => `failed>${to}`),
    'voided>paid',
    'voided>conflicted',
    'paid>partially_refunded',
    'paid>refunded',
    'partially_refunded>refunded',
    'partially_refunded>paid',
    'refunded>partially_refunded',
    'refunded>paid',
    'conflicted>voided',
  ],
  fulfilment: [
    'unfulfilled>partial',
    'unfulfilled>fulfilled',
    'partial>fulfilled',
    'partial>delivered',
    'partial>returned',
    'fulfilled>delivered',
    'fulfilled>returned',
    'delivered>returned',
  ],
};

function pairs<Status extends string>(states: readonly Status[], transitions: Readonly<Record<Status, readonly Status[]>>) {
  return states.flatMap((from) => states.map((to) => ({ pair: `${from}>${to}`, may: mayBecome(transitions, from, to) })));
}

describe.each([
  ['order', pairs(order.orderStatus.options, orderTransitions), allowed.order],
  ['payment', pairs(order.paymentStatus.options, paymentTransitions), allowed.payment],
  ['fulfilment', pairs(order.fulfilmentStatus.options, fulfilmentTransitions), allowed.fulfilment],
] as const)('%s states', (_, all, expected) => {
  it.each(all)('$pair: $may', ({ pair, may }) => {
    expect(may).toBe(expected.includes(pair));
  });
});
