import { dice } from './dice.ts';

/** How the shopper means to pay. */
export type Paying =
  | 'card'
  /** The card is given to the processor by the browser, so only its webhook or a sweep tells us. */
  | 'in-the-browser'
  /** The browser's card is declined, and another one is tried on the same order. */
  | 'in-the-browser-second-card'
  | 'declined'
  | 'lacks-funds'
  /** A declined card, then a checkout of the same cart with a good one. */
  | 'declined-then-card'
  | 'authenticates'
  /** Goes away at the bank's page: the order waits until it expires. */
  | 'leaves-at-authentication'
  /** Goes away before a card is given. */
  | 'leaves-unpaid';

/** What comes after the order is paid, or after it was left unpaid. */
type Afterwards = 'nothing' | 'asks-again' | 'cancels' | 'staff-refunds-part' | 'staff-refunds-all';

/** How the shopper bears to wait for the answer of checkout. */
type Patience =
  | 'waits'
  /** Cuts the connection after a moment and asks again with the same key, as a client with a short time-out does. */
  | 'hangs-up'
  /** The same cart is checked out twice at once with two keys, as by two tabs. */
  | 'two-tabs'
  /** Cuts the connection and never asks again: what became of the order is unknown to this shopper. */
  | 'goes-away';

/** Everything that one shopper is going to do. */
export interface Journey {
  /** From 1. */
  readonly number: number;
  /** An account of the shop's, or a guest. */
  readonly account: number | null;
  /** Places in the list of goods; no product twice. */
  readonly lines: readonly { readonly good: number; readonly quantity: number }[];
  readonly paying: Paying;
  /** One of the gift cards that several have the code of, beside the card. */
  readonly giftCard: number | null;
  readonly afterwards: Afterwards;
  readonly patience: Patience;
  /** When a connection is cut, after so many milliseconds. */
  readonly cutAfterMs: number;
  readonly pauseMs: number;
}

/** Products that never run out, and the last one, of which there is too little for all who want it. */
export const goodsCount = 13;
export const scarceGood = goodsCount - 1;
export const accountCount = 6;
export const giftCardCount = 12;

const payings: Record<Paying, number> = {
  card: 62,
  'in-the-browser': 12,
  'in-the-browser-second-card': 3,
  declined: 4,
  'lacks-funds': 2,
  'declined-then-card': 4,
  authenticates: 5,
  'leaves-at-authentication': 5,
  'leaves-unpaid': 3,
};
const afterwards: Record<Afterwards, number> = {
  nothing: 70,
  'asks-again': 8,
  cancels: 10,
  'staff-refunds-part': 7,
  'staff-refunds-all': 5,
};
const patiences: Record<Patience, number> = { waits: 76, 'hangs-up': 14, 'two-tabs': 4, 'goes-away': 6 };
/** Only one who stays to the end leaves no order in the account's one cart for the next to stumble over. */
const accountsPay: readonly Paying[] = ['card', 'in-the-browser', 'declined-then-card', 'authenticates'];

/** What the shopper of this number does: the same for the same seed. */
export function planJourney(seed: number, number: number): Journey {
  const chance = dice(seed, 'journey', number);
  const paying = chance.weighted(payings);
  const wantsScarce = chance.next() < 0.06;
  const goods = chance.shuffled(Array.from({ length: scarceGood }, (_, index) => index)).slice(0, chance.next() < 0.25 ? 2 : 1);
  const lines = (wantsScarce ? [scarceGood, ...goods.slice(1)] : goods).map((good) => ({ good, quantity: chance.between(1, 3) }));
  const brings = dice(seed, 'gift card', number);
  const mayHaveAccount = chance.next() < 0.15 && accountsPay.includes(paying);
  return {
    number,
    account: mayHaveAccount ? chance.between(0, accountCount - 1) : null,
    lines,
    paying,
    giftCard: brings.next() < 0.2 ? brings.between(0, giftCardCount - 1) : null,
    afterwards: chance.weighted(afterwards),
    patience: chance.weighted(patiences),
    cutAfterMs: chance.between(5, 400),
    pauseMs: chance.between(0, 500),
  };
}
