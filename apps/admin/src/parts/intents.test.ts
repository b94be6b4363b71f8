import { TradewindError } from '@tradewind/contracts/errors';
import { expect, it } from 'vitest';
import { createIntents } from './intents.ts';

const refund = { orderId: 'ord_1', amountMinor: 500 };

it('keeps the key while nobody knows whether the attempt took effect', () => {
  const intents = createIntents();
  const key = intents.keyFor(refund);
  intents.settle(new TradewindError('UNAVAILABLE', 'No answer'));
  expect(intents.keyFor({ ...refund })).toBe(key);
});

it('takes another key for another input, after success, and after a refusal', () => {
  const intents = createIntents();
  const first = intents.keyFor(refund);
  const second = intents.keyFor({ ...refund, amountMinor: 600 });
  intents.settle();
  const third = intents.keyFor({ ...refund, amountMinor: 600 });
  intents.settle(new TradewindError('CONFLICT', 'Too much'));
  const fourth = intents.keyFor({ ...refund, amountMinor: 600 });
  expect(new Set([first, second, third, fourth]).size).toBe(4);
});
