import { describe, expect, it } from 'vitest';
import { repeatsOf } from './mail.ts';
import { nth, type Spoilable, soundEvidence } from './test-evidence.ts';
import { type InvariantName, invariants, verify } from './verify.ts';

function flagged(evidence: Spoilable): string[] {
  return verify(evidence).flatMap(({ name, violations }) => (violations.length > 0 ? [name] : []));
}

/** The edit of the first order. */
const editOf = (books: Spoilable['books']) => nth(nth(books.orders, 0).supplements, 0);

type Plant = readonly [what: string, spoil: (evidence: Spoilable) => void];

/** For each invariant what a fault would leave behind. */
const planted: Record<InvariantName, readonly Plant[]> = {
  'acknowledged orders are kept': [
    ['an order is gone', ({ books }) => books.orders.shift()],
    ['an order is of another amount', ({ books }) => (nth(books.orders, 0).total += 1)],
    ['a line was put in twice', ({ books }) => (nth(nth(books.orders, 0).lines, 0).quantity *= 2)],
    ['a paid order was cancelled and nobody asked for it', ({ knowledge }) => knowledge.cancels.pop()],
  ],
  'acknowledged cancellations and refunds are kept': [
    ['a cancellation is forgotten', ({ books }) => (nth(books.orders, 1).status = 'confirmed')],
    ['a refund is forgotten', ({ books }) => nth(books.orders, 4).refunds.pop()],
    [
      'a refund that a bank took back counts as given back',
      ({ books }) => books.refundsTakenBack.add(nth(nth(books.orders, 4).refunds, 0).id),
    ],
    ['a refund never came through', ({ books }) => (nth(nth(books.orders, 4).refunds, 0).status = 'pending')],
  ],
  'one order per cart, shopper and key': [
    ['a cart has two', ({ books }) => (nth(books.orders, 4).cartId = 'crt_1')],
    ['a shopper has two', ({ books }) => (nth(books.orders, 4).email = 'shopper-1@drill.test')],
    ['a key was answered with two', ({ knowledge }) => nth(knowledge.checkouts, 0).orderIds.push('ord_5')],
  ],
  'every order is whole or undone': [
    ['one still waits', ({ books }) => (nth(books.orders, 3).status = 'pending')],
    ['a confirmed one is not charged', ({ books }) => books.charges.shift()],
    ['stock of a confirmed one was never taken', ({ books }) => (nth(books.reservations, 0).status = 'reserved')],
    ['money of a cancelled one is kept', ({ books }) => (nth(books.charges, 1).refunded = 0)],
    ['stock of a cancelled one is kept', ({ books }) => (nth(books.reservations, 1).status = 'committed')],
    ['a cancelled one may still be charged', ({ books }) => (nth(books.payments, 2).status = 'pending')],
    ['a bought cart is open', ({ books }) => (nth(books.carts, 0).status = 'open')],
  ],
  'also those nobody was told of': [['the one that nobody was told of waits', ({ books }) => (nth(books.orders, 3).status = 'pending')]],
  'who was refused has not paid': [
    ['there is an order', ({ books }) => (nth(books.orders, 2).status = 'confirmed')],
    ['there is a charge', ({ books }) => books.charges.push({ ...nth(books.charges, 0), orderId: 'ord_3' })],
  ],
  'carts are free of orders that are over': [['a cart is held', ({ books }) => (nth(books.carts, 3).orderId = 'ord_4')]],
  'no order is charged twice': [['a second charge', ({ books }) => books.charges.push({ ...nth(books.charges, 0), id: 'ch_9' })]],
  'every charge is of a paid order': [
    ['of no order', ({ books }) => books.charges.push({ ...nth(books.charges, 0), id: 'ch_9', orderId: 'ord_9' })],
    ['of another amount', ({ books }) => (nth(books.charges, 0).amount += 100)],
    ['a gift card was to pay a part', ({ books }) => (nth(books.payments, 0).credit = 100)],
    ['a refund is unknown to the order', ({ books }) => (nth(books.charges, 0).refunded = 7)],
    ['a refund is unknown to the payment', ({ books }) => (nth(books.payments, 3).refunded = 0)],
  ],
  'no refund is made twice': [
    ['a repeat made another one', ({ books }) => nth(books.orders, 4).refunds.push({ id: 'rfd_9', amount: 500, status: 'succeeded' })],
  ],
  'no payment is begun twice': [['one was made anew', ({ books }) => books.intents.push({ id: 'pi_9', orderId: 'ord_1', part: '' })]],
  'edits that cost more are paid for, or not made': [
    ['one that was given up has kept its money', ({ books }) => (editOf(books).status = 'withdrawn')],
    ['one still waits', ({ books }) => (editOf(books).status = 'awaiting_payment')],
    ['one was charged twice', ({ books }) => books.charges.push({ ...nth(books.charges, -1), id: 'ch_9' })],
    ['one was made and not charged', ({ books }) => books.charges.pop()],
    ['a refund of one is unknown', ({ books }) => (nth(books.charges, -1).refunded = 7)],
    ['its order was cancelled, and its money is here', ({ books }) => (nth(books.orders, 0).status = 'cancelled')],
    [
      'one that was given up may still be charged',
      ({ books }) => {
        editOf(books).status = 'expired';
        books.charges.pop();
        nth(books.payments, -1).status = 'pending';
      },
    ],
    ['a charge is of none', ({ books }) => (nth(books.charges, -1).part = 'oed_9')],
  ],
  'the ledger sums to zero': [['an entry is missing', ({ books }) => books.ledger.pop()]],
  "the ledger equals the processor's books": [
    ['a capture was not booked', ({ books }) => books.charges.push({ ...nth(books.charges, 0), id: 'ch_9', orderId: 'ord_9' })],
    [
      'a refund was booked twice',
      ({ books }) => {
        nth(books.ledger, 0).sum -= 500;
        nth(books.ledger, 2).sum += 500;
      },
    ],
    [
      'a fee was not booked',
      ({ books }) => {
        nth(books.ledger, 0).sum += 88;
        nth(books.ledger, 3).sum -= 88;
      },
    ],
  ],
  'reconciliation finds no difference': [
    ['a charge is unknown', ({ books }) => books.discrepancies.push({ subject: 'ch_9', kind: 'charge_unknown' })],
  ],
  'what is on gift cards is owed, and held for waiting orders alone': [
    ['one was spent and is still owed', ({ books }) => (nth(books.credits, 0).balance -= 100)],
    ['one is owed that nobody has', ({ books }) => books.credits.pop()],
    ['a hold is left behind', ({ books }) => (nth(books.credits, 0).held = 100)],
  ],
  'stock is what there was less what is sold': [
    ['a deduction is missing', ({ books }) => (nth(books.stock, 0).onHand += 2)],
    ['a return is missing', ({ books }) => (nth(books.stock, 0).onHand -= 2)],
    ['more was sold than there was', ({ goods }) => (nth(goods, 0).onHand = 3)],
  ],
  'reserved is what waiting orders hold': [
    [
      'a reservation is left behind',
      ({ books }) => {
        nth(books.reservations, 3).status = 'reserved';
        nth(books.stock, 0).reserved = 2;
      },
    ],
    ['pieces are reserved for nobody', ({ books }) => (nth(books.stock, 0).reserved = 1)],
  ],
  'every confirmed order has its email': [
    ['one did not arrive', ({ books }) => books.mails.shift()],
    ['one was never written', ({ books }) => books.messages.shift()],
    ['one was written twice', ({ books }) => books.messages.push({ ...nth(books.messages, 0), id: 'msg_9' })],
    ['one went to somebody else', ({ books }) => (nth(books.mails, 0).to = 'shopper-2@drill.test')],
    ['one waits', ({ books }) => (nth(books.messages, 2).status = 'queued')],
  ],
  'repeated emails are explained': [
    ['a repeat without a kill', ({ books }) => books.mails.push({ ...nth(books.mails, 0), receivedAt: 9_000 })],
    ['the same email under another id', ({ books }) => books.mails.push({ ...nth(books.mails, 0), messageId: '<other@tradewind>' })],
    [
      'a repeat long after the kill',
      ({ books, kills }) => {
        kills.push({ victim: 'notification', atCheckout: 1, delayMs: 0, at: 5_000, backAt: 7_000 });
        books.mails.push({ ...nth(books.mails, 0), receivedAt: 9_000 });
      },
    ],
    [
      'a repeat near the kill of somebody else',
      ({ books, kills }) => {
        kills.push({ victim: 'product', atCheckout: 1, delayMs: 0, at: 1_100, backAt: 3_000 });
        books.mails.push({ ...nth(books.mails, 0), receivedAt: 9_000 });
      },
    ],
  ],
  'no event waits for somebody to look': [
    [
      'one is parked',
      ({ books }) => books.deadLetters.push({ service: 'order', type: 'payment.captured', aggregateId: 'pay_1', error: 'no' }),
    ],
  ],
  'every event took effect': [
    ['one was never published', ({ books }) => (nth(books.events, 0).isPublished = false)],
    ['one was taken and did nothing', ({ books }) => books.inboxes.product?.delete('e2')],
  ],
  'nothing ended by itself': [['a process did', ({ restarts }) => (restarts.order = 1)]],
  "the processor's events were acted on": [['one was not', ({ books }) => (books.webhooksWaiting = 1)]],
};

describe('the verifier', () => {
  it('finds nothing wrong where all is well, and has looked at something', () => {
    expect(flagged(soundEvidence())).toEqual([]);
    const unseen = verify(soundEvidence()).flatMap(({ name, checked }) => (checked === 0 ? [name] : []));
    expect(unseen).toEqual(['reconciliation finds no difference', 'no event waits for somebody to look']);
  });

  it.each(Object.entries(planted).flatMap(([name, plants]) => plants.map(([what, spoil]) => ({ name, what, spoil }))))(
    '$name: sees that $what',
    ({ name, spoil }) => {
      const evidence = soundEvidence();
      spoil(evidence);
      expect(flagged(evidence)).toContain(name);
    },
  );

  it('has a planted fault for each invariant', () => {
    expect(Object.values(planted).every((plants) => plants.length > 0)).toBe(true);
    expect(Object.keys(planted).toSorted()).toEqual(Object.keys(invariants).toSorted());
  });

  it('lets an email come twice when its sender was ended before it could remember', () => {
    const evidence = soundEvidence();
    const kill = { victim: 'notification-jobs', atCheckout: 1, delayMs: 0, at: 1_100, backAt: 3_000 } as const;
    evidence.kills.push(kill);
    evidence.books.mails.push({ ...nth(evidence.books.mails, 0), receivedAt: 9_000 });
    expect(flagged(evidence)).toEqual([]);
    expect(repeatsOf(evidence)).toEqual([{ messageId: '<msg_1-confirmed@tradewind>', copies: 2, kills: [kill] }]);
  });
});
