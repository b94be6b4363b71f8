import { newId } from '@tradewind/contracts/ids';
import { describe, expect, it } from 'vitest';
import type { Return } from '#gateway/procedures.ts';
import { canClose, canDecide, canPay, canReceive, canWaive } from './return-facts.ts';

function sample(status: Return['status'], counts: Partial<Return['items'][number]> = {}): Return {
  const item = {
    itemId: newId('orderItem'),
    reason: 'other' as const,
    quantity: 2,
    sellable: 0,
    damaged: 0,
    waived: 0,
    refunded: 0,
    released: 0,
    replaced: 0,
    ...counts,
  };
  const rest = { number: 'TW-1-R1', note: null, decision: null, pictures: [], requestedAt: '2026-01-01T12:00:00.000Z', replacement: null };
  return { id: newId('return'), orderId: newId('order'), status, items: [item], ...rest };
}

const may = (found: Return) => [canDecide(found), canReceive(found), canPay(found), canClose(found)];

it('is done without a parcel as long as something is to come', () => {
  const found = [
    sample('requested'),
    sample('approved'),
    sample('received', { sellable: 1 }),
    sample('received', { sellable: 1, waived: 1 }),
    sample('closed'),
  ];
  expect(found.map(canWaive)).toEqual([true, true, true, false, false]);
});

describe('what may be done with a return', () => {
  it.each([
    ['that is new: decide', sample('requested'), [true, false, false, false]],
    ['that is approved: receive it, or give it up', sample('approved'), [false, true, false, true]],
    ['of which something came: everything but decide', sample('received', { sellable: 1 }), [false, true, true, true]],
    ['of which all came: pay, or not', sample('received', { sellable: 1, damaged: 1 }), [false, false, true, true]],
    ['that need not come back: pay, or not', sample('received', { waived: 2 }), [false, false, true, true]],
    ['of which a part is paid: receive the rest', sample('refunded', { sellable: 1, refunded: 1 }), [false, true, false, true]],
    ['that was closed, and its refund failed: pay', sample('received', { sellable: 1, released: 1 }), [false, false, true, true]],
    ['that is paid: nothing', sample('refunded', { sellable: 2, refunded: 2 }), [false, false, false, false]],
    ['that is over: nothing', sample('closed'), [false, false, false, false]],
  ])('%s', (_, found, expected) => {
    expect(may(found)).toEqual(expected);
  });
});
