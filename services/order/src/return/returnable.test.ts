import { expect, it } from 'vitest';
import { returnableOf } from './returnable.ts';

const none = { fulfilledQuantity: 0, refundedQuantity: 0, withdrawnQuantity: 0, claimedQuantity: 0, heldQuantity: 0 };

it.each([
  ['nothing was sent', none, 5, 0],
  ['all that was sent lately', { ...none, fulfilledQuantity: 3 }, 2, 2],
  ['a return has one', { ...none, fulfilledQuantity: 3, claimedQuantity: 1, heldQuantity: 1 }, 3, 2],
  ['one came back and was refunded', { ...none, fulfilledQuantity: 3, claimedQuantity: 1, refundedQuantity: 1 }, 3, 2],
  ['one was refunded without coming back', { ...none, fulfilledQuantity: 3, refundedQuantity: 1 }, 3, 2],
  ['one was refunded before it was sent', { ...none, fulfilledQuantity: 2, refundedQuantity: 1, withdrawnQuantity: 1 }, 2, 2],
  ['the refund of one that is not sent was taken back', { ...none, fulfilledQuantity: 2, withdrawnQuantity: 1 }, 2, 2],
  [
    'that, and all that was sent came back',
    { ...none, fulfilledQuantity: 2, withdrawnQuantity: 1, claimedQuantity: 2, refundedQuantity: 2 },
    2,
    0,
  ],
])('when %s', (_, item, recent, expected) => {
  expect(returnableOf(item, recent)).toBe(expected);
});
