import { returns } from '@tradewind/contracts/schemas';
import { expect, it } from 'vitest';
import { mayBecome } from '../order/order-state.ts';
import { returnTransitions } from './return-state.ts';

/** Every pair that is allowed, written out a second time: a slip in the table shows here. */
const allowed = [
  'requested>approved',
  'requested>received',
  'requested>rejected',
  'requested>cancelled',
  'approved>received',
  'approved>cancelled',
  'approved>closed',
  'received>refunded',
  'received>replaced',
  'received>closed',
  'refunded>received',
  'refunded>closed',
  'replaced>received',
  'replaced>closed',
  'closed>received',
];

const states = returns.returnStatus.options;

it.each(states.flatMap((from) => states.map((to) => ({ from, to }))))('$from > $to', ({ from, to }) => {
  expect(mayBecome(returnTransitions, from, to)).toBe(allowed.includes(`${from}>${to}`));
});
