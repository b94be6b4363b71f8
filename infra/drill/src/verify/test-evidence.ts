import type { KnownCheckout } from '../record/knowledge.ts';
import type { OrderBook } from './books.ts';
import type { Evidence } from './evidence.ts';

type Mutable<T> =
  T extends ReadonlySet<infer Item>
    ? Set<Item>
    : T extends ReadonlyMap<infer Key, infer Value>
      ? Map<Key, Value>
      : T extends object
        ? { -readonly [Name in keyof T]: Mutable<T[Name]> }
        : T;

/** Evidence that a test may spoil. */
export type Spoilable = Mutable<Evidence>;

function order(number: number, fields: Partial<OrderBook> = {}): Mutable<OrderBook> {
  const total = 2_000 + number;
  return {
    id: `ord_${number}`,
    number: `TW-${number}`,
    cartId: `crt_${number}`,
    email: `shopper-${number}@drill.test`,
    status: 'confirmed',
    paymentStatus: 'paid',
    total,
    currency: 'USD',
    paid: total,
    refunded: 0,
    refundPending: 0,
    lines: [{ variantId: 'var_1', quantity: 2 }],
    isReplacement: false,
    facts: ['placed', 'confirmed'],
    refunds: [],
    supplements: [],
    ...fields,
  } as Mutable<OrderBook>;
}

function checkout(number: number, fields: Partial<KnownCheckout> = {}): Mutable<KnownCheckout> {
  return {
    journey: number,
    key: `key-${number}`,
    outcome: 'acknowledged',
    code: null,
    tries: 1,
    ms: 50,
    at: 1_000 * number,
    email: `shopper-${number}@drill.test`,
    cartId: `crt_${number}`,
    lines: [{ variantId: 'var_1', quantity: 2 }],
    orderIds: [`ord_${number}`],
    totalMinor: 2_000 + number,
    payment: 'succeeded',
    ...fields,
  } as Mutable<KnownCheckout>;
}

const charge = (number: number, refunded = 0) => ({
  id: `ch_${number}`,
  orderId: `ord_${number}`,
  part: '',
  amount: 2_000 + number,
  refunded,
  currency: 'USD',
});

const payment = (number: number, refunded = 0) => ({
  id: `pay_${number}`,
  orderId: `ord_${number}`,
  part: '',
  status: 'captured',
  amount: 2_000 + number,
  currency: 'USD',
  captured: 2_000 + number,
  credit: 0,
  refunded,
  cardRefunded: refunded,
  charge: `ch_${number}`,
});

/** What the payment of an edit has for itself. */
const ofEdit = { id: 'pay_6', part: 'oed_1', amount: 300, captured: 300, charge: 'ch_6' };

const mail = (number: number, kind: string) => ({
  to: `shopper-${number}@drill.test`,
  subject: `Order TW-${number} is ${kind}`,
  text: `Your order TW-${number}`,
  messageId: `<msg_${number}-${kind}@tradewind>`,
  receivedAt: 1_000 * number,
});

const message = (number: number, kind: string) => ({
  id: `msg_${number}-${kind}`,
  kind: `order-${kind}`,
  subjectId: `ord_${number}`,
  status: 'sent',
  attempts: 1,
});

/**
 * A shop in which all is well. 1 bought; 2 bought and cancelled; 3 was declined; 4 never heard what became of the order, which expired;
 * 5 bought and got 500 back. An edit of 1
 * costs 300 more.
 */
export function soundEvidence(): Spoilable {
  const undone = { status: 'cancelled', paymentStatus: 'voided', paid: 0, facts: ['placed', 'cancelled'] };
  const event = (service: string, id: string, type: string, number: number) => ({
    service,
    id,
    type,
    aggregateId: `ord_${number}`,
    isPublished: true,
  });
  const reservation = (number: number, status: string) => ({
    orderId: `ord_${number}`,
    status,
    lines: [{ variantId: 'var_1', quantity: 2 }],
  });
  return {
    goods: [{ variantId: 'var_1', sku: 'DRILL-1', onHand: 10 }],
    kills: [],
    restarts: { order: 0 },
    knowledge: {
      checkouts: [
        checkout(1),
        checkout(2),
        checkout(3, { outcome: 'refused', code: 'PAYMENT_DECLINED', orderIds: [], totalMinor: null, payment: null }),
        checkout(4, { outcome: 'unknown', orderIds: [], totalMinor: null, payment: null }),
        checkout(5),
      ],
      cancels: [{ journey: 2, key: 'cancel-2', outcome: 'acknowledged', code: null, tries: 1, ms: 9, at: 2_100, orderId: 'ord_2' }],
      refunds: [
        {
          journey: 5,
          key: 'refund-5',
          outcome: 'acknowledged',
          code: null,
          tries: 1,
          ms: 9,
          at: 5_100,
          orderId: 'ord_5',
          refundId: 'rfd_5',
          amountMinor: 500,
        },
      ],
      answeredAt: [],
      calls: 0,
      failures: 0,
    },
    books: {
      orders: [
        order(1, { supplements: [{ editId: 'oed_1', status: 'paid', amount: 300, refunded: 0, refundPending: 0 }] }),
        order(2, {
          status: 'cancelled',
          paymentStatus: 'refunded',
          refunded: 2_002,
          facts: ['placed', 'confirmed', 'cancelled', 'refunded'],
        }),
        order(3, undone),
        order(4, undone),
        order(5, { paymentStatus: 'partially_refunded', refunded: 500, refunds: [{ id: 'rfd_5', amount: 500, status: 'succeeded' }] }),
      ],
      carts: [1, 2, 3, 4, 5].map((number) => ({
        id: `crt_${number}`,
        status: number === 3 || number === 4 ? 'open' : 'completed',
        orderId: null,
      })),
      payments: [
        payment(1),
        payment(2, 2_002),
        { ...payment(3), status: 'voided', captured: 0, charge: null },
        payment(5, 500),
        { ...payment(1), ...ofEdit },
      ],
      credits: [{ currency: 'USD', account: 'gift_cards', balance: 700, held: 0, waiting: 0, spent: 0, returned: 0 }],
      webhooksWaiting: 0,
      discrepancies: [],
      ledger: [
        { currency: 'USD', account: 'processor', sum: 6_308 - 2_502 - 264 },
        { currency: 'USD', account: 'sales', sum: -6_308 },
        { currency: 'USD', account: 'refunds', sum: 2_502 },
        { currency: 'USD', account: 'fees', sum: 264 },
        { currency: 'USD', account: 'goodwill', sum: 700 },
        { currency: 'USD', account: 'gift_cards', sum: -700 },
      ],
      stock: [{ variantId: 'var_1', sku: 'DRILL-1', onHand: 6, reserved: 0 }],
      reservations: [
        reservation(1, 'committed'),
        reservation(2, 'released'),
        reservation(3, 'released'),
        reservation(4, 'expired'),
        reservation(5, 'committed'),
      ],
      messages: [message(1, 'confirmed'), message(2, 'confirmed'), message(2, 'cancelled'), message(5, 'confirmed')],
      deadLetters: [],
      events: [
        event('order', 'e1', 'order.confirmed', 1),
        event('order', 'e2', 'order.confirmed', 2),
        event('order', 'e3', 'order.placed', 1),
      ],
      inboxes: { product: new Set(['e1', 'e2']), notification: new Set(['e1', 'e2']), payment: new Set() },
      refundsTakenBack: new Set(),
      intents: [1, 2, 3, 5].map((number) => ({ id: `pi_${number}`, orderId: `ord_${number}`, part: '' })),
      balances: [{ currency: 'USD', amount: 6_308 - 2_502 - 264 }],
      charges: [charge(1), charge(2, 2_002), charge(5, 500), { ...charge(1), id: 'ch_6', part: 'oed_1', amount: 300 }],
      mails: [mail(1, 'confirmed'), mail(2, 'confirmed'), mail(2, 'cancelled'), mail(5, 'confirmed')],
    },
  };
}

/** The nth item of a list that a test spoils, from its end when negative. @throws Error when there is none */
export function nth<T>(list: readonly T[], index: number): T {
  const item = list.at(index);
  if (item === undefined) throw new Error(`there is no item ${index}`);
  return item;
}
