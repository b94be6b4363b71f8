import { money } from '@tradewind/money';
import { expect, it } from 'vitest';
import { refundInput } from './refund-share.ts';
import { sampleOrder } from './sample-order.ts';

const order = sampleOrder();
const left = money(6_500, 'USD');
const draft = { way: 'all', amount: '', quantities: {}, reason: 'Scratched', to: 'original' } as const;

it('sends all that is left, an exact amount, or pieces', () => {
  expect(refundInput(order, left, draft)).toEqual({ input: { orderId: 'ord_1', reason: 'Scratched', to: 'original' } });
  expect(refundInput(order, left, { ...draft, way: 'amount', amount: '12.10' })).toEqual({
    input: { orderId: 'ord_1', reason: 'Scratched', to: 'original', amountMinor: 1_210 },
  });
  expect(refundInput(order, left, { ...draft, way: 'items', quantities: { oit_1: 2 } })).toEqual({
    input: { orderId: 'ord_1', reason: 'Scratched', to: 'original', items: [{ itemId: 'oit_1', quantity: 2 }] },
  });
});

it('says where it goes', () => {
  expect(refundInput(order, left, { ...draft, to: 'store_credit' })).toEqual({
    input: { orderId: 'ord_1', reason: 'Scratched', to: 'store_credit' },
  });
});

it('says at which field something is wrong', () => {
  const errors = (changes: object) => refundInput(order, left, { ...draft, ...changes });
  expect(errors({ way: 'amount', amount: '65.01' })).toEqual({ errors: { amountMinor: 'That is more than is left' } });
  expect(errors({ way: 'amount', amount: '0' })).toHaveProperty('errors.amountMinor');
  expect(errors({ way: 'items', quantities: { oit_1: 0 }, reason: ' ' })).toEqual({
    errors: { items: 'Choose at least one piece', reason: 'Say why, for the books' },
  });
});
