import type { KnownCheckout } from '../record/knowledge.ts';
import type { OrderBook } from './books.ts';
import { type Evidence, examine, type Finding, filesOf, firstWrong, isSold, type OrderFile, sumOf, wasConfirmed } from './evidence.ts';

type Lines = OrderBook['lines'];

const wasEdited = ({ facts }: OrderBook): boolean => facts.includes('edited');

const sorted = (lines: Lines) =>
  lines
    .map(({ variantId, quantity }) => `${quantity} × ${variantId}`)
    .toSorted()
    .join(', ');

/** Every order that was acknowledged is there, is what was asked for, and if the money was taken it stands unless its shopper cancelled it. */
export function acknowledgedOrdersKept({ books, knowledge }: Evidence): Finding {
  const orders = new Map(books.orders.map((order) => [order.id, order]));
  const cancelled = new Set(knowledge.cancels.map(({ orderId }) => orderId));
  const acknowledged = knowledge.checkouts.flatMap((checkout) => checkout.orderIds.map((id) => ({ id, checkout })));
  const look = ({ id, checkout }: { id: string; checkout: KnownCheckout }) => {
    const order = orders.get(id);
    if (!order) return `order ${id} was acknowledged to ${checkout.email} and is not there`;
    const mustStand = checkout.payment === 'succeeded' && !cancelled.has(id);
    return firstWrong(
      [order.email !== checkout.email, `order ${id} is not ${checkout.email}'s`],
      [order.cartId !== checkout.cartId, `order ${id} is of another cart than it was acknowledged for`],
      [order.total !== checkout.totalMinor, `order ${id} is of ${order.total}, and ${checkout.totalMinor} was acknowledged`],
      [
        !wasEdited(order) && sorted(order.lines) !== sorted(checkout.lines),
        `order ${id} is of ${sorted(order.lines)}, not of ${sorted(checkout.lines)}`,
      ],
      [mustStand && !isSold(order), `order ${id} was acknowledged as paid and is ${order.status}`],
    );
  };
  return examine(acknowledged, look);
}

/** What was acknowledged after checkout: a cancellation, a refund. One that a bank took back counts as failed, and as nothing else. */
export function acknowledgedChangesKept({ books, knowledge }: Evidence): Finding {
  const orders = new Map(books.orders.map((order) => [order.id, order]));
  const cancels = knowledge.cancels.map((cancel) => {
    const status = orders.get(cancel.orderId)?.status;
    const kept = cancel.outcome !== 'acknowledged' || status === 'cancelled';
    return kept ? undefined : `the cancellation of ${cancel.orderId} was acknowledged and it is ${status}`;
  });
  const refunds = knowledge.refunds.map(({ outcome, orderId, refundId, amountMinor }) => {
    if (outcome !== 'acknowledged') return undefined;
    const refund = orders.get(orderId)?.refunds.find(({ id }) => id === refundId);
    const status = books.refundsTakenBack.has(refundId ?? '') ? 'failed' : 'succeeded';
    const kept = refund?.status === status && refund.amount === amountMinor;
    return kept
      ? undefined
      : `refund ${refundId} of ${amountMinor} was acknowledged and is ${refund ? `${refund.status}, ${refund.amount}` : 'gone'}`;
  });
  return examine([...cancels, ...refunds], (wrong) => wrong);
}

/** No more was given back than was asked for, each time under a key of its own; once for each edit, and once more of each payment of an order that was cancelled. */
export function noRefundTwice({ books, knowledge }: Evidence): Finding {
  const asked = Map.groupBy(knowledge.refunds, ({ orderId }) => orderId);
  return examine(books.orders, ({ id, status, refunds, facts, supplements }) => {
    const made = refunds.filter((refund) => refund.status === 'succeeded').length;
    const byCancelling = status === 'cancelled' ? 1 + supplements.length : 0;
    const allowed = (asked.get(id)?.length ?? 0) + facts.filter((fact) => fact === 'edited').length + byCancelling;
    return made > allowed ? `order ${id} has ${made} refunds, and ${allowed} were asked for` : undefined;
  });
}

/** One order that stands per cart, per shopper and per idempotency key. */
export function noDuplicateOrders({ books, knowledge }: Evidence): Finding {
  const live = books.orders.filter((order) => order.status !== 'cancelled' || wasConfirmed(order));
  const several = (by: string, of: (order: OrderBook) => string, orders = live) =>
    [...Map.groupBy(orders, of)].map(([name, orders]) =>
      orders.length > 1 ? `${by} ${name} has ${orders.map(({ id }) => id).join(', ')}` : undefined,
    );
  // What is sent anew nobody has placed.
  const asked = live.filter(({ isReplacement }) => !isReplacement);
  const keys = knowledge.checkouts.map(({ key, orderIds }) =>
    orderIds.length > 1 ? `key ${key} was answered with ${orderIds.join(', ')}` : undefined,
  );
  return examine(
    [...several('cart', ({ cartId }) => cartId), ...several('shopper', ({ email }) => email, asked), ...keys],
    (wrong) => wrong,
  );
}

/** What is missing for an order to be whole: paid, charged once if any of it is a card's, its stock sold, its cart bought. */
function missingOfWhole({ order, charges, payment, reservation }: OrderFile, carts: ReadonlyMap<string, string>): string | undefined {
  const [charge] = charges;
  const byCard = order.total - (payment?.credit ?? 0);
  return firstWrong(
    [order.paid !== order.total, `${order.paid} of ${order.total} is paid`],
    [charges.length !== (byCard > 0 ? 1 : 0), `it has ${charges.length} charges`],
    [payment?.refunded !== order.refunded, `${order.refunded} is refunded, of its payment ${payment?.refunded}`],
    [
      (charge?.refunded ?? 0) !== payment?.cardRefunded,
      `${payment?.cardRefunded} is refunded to its card, at the processor ${charge?.refunded}`,
    ],
    [order.refundPending !== 0, `a refund of ${order.refundPending} is pending`],
    [payment?.status !== 'captured', `its payment is ${payment?.status}`],
    [reservation?.status !== 'committed', `its stock is ${reservation?.status}`],
    [carts.get(order.cartId) !== 'completed', `its cart is ${carts.get(order.cartId)}`],
  );
}

/** What is missing for an order to be undone: all money back, nothing more to come, its stock back. */
function missingOfUndone({ order, charges, payment, reservation }: OrderFile): string | undefined {
  const kept = sumOf(charges.map(({ amount, refunded }) => amount - refunded));
  return firstWrong(
    [kept !== 0, `${kept} of its money is still here`],
    [order.paid !== order.refunded, `${order.paid} is paid and ${order.refunded} refunded`],
    [order.refundPending !== 0, `a refund of ${order.refundPending} is pending`],
    [payment !== undefined && payment.status !== 'voided' && payment.status !== 'captured', `its payment is ${payment?.status}`],
    [reservation?.status === 'reserved' || reservation?.status === 'committed', `its stock is ${reservation?.status}`],
  );
}

function unsettled(file: OrderFile, carts: ReadonlyMap<string, string>): string | undefined {
  const { order } = file;
  const missing = isSold(order) ? missingOfWhole(file, carts) : order.status === 'cancelled' ? missingOfUndone(file) : 'it still waits';
  return missing === undefined ? undefined : `order ${order.id} is ${order.status}: ${missing}`;
}

const cartStates = ({ books }: Evidence) => new Map(books.carts.map(({ id, status }) => [id, status]));

/** Every order is whole or undone. */
export function everyOrderSettled(evidence: Evidence): Finding {
  const carts = cartStates(evidence);
  return examine(filesOf(evidence.books), (file) => unsettled(file, carts));
}

/** The same for the orders of shoppers who were never told what became of them. */
export function unknownOrdersSettled(evidence: Evidence): Finding {
  const unknown = new Set(evidence.knowledge.checkouts.flatMap(({ outcome, email }) => (outcome === 'unknown' ? [email] : [])));
  const carts = cartStates(evidence);
  return examine(
    filesOf(evidence.books).filter(({ order }) => unknown.has(order.email)),
    (file) => unsettled(file, carts),
  );
}

/** Who was refused has no order and keeps the money. */
export function refusedNotCharged({ books, knowledge }: Evidence): Finding {
  const byShopper = Map.groupBy(knowledge.checkouts, ({ email }) => email);
  const refused = new Set([...byShopper].flatMap(([email, of]) => (of.every(({ outcome }) => outcome === 'refused') ? [email] : [])));
  return examine(
    filesOf(books).filter(({ order }) => refused.has(order.email)),
    ({ order, charges }) =>
      firstWrong(
        [order.status !== 'cancelled', `${order.email} was refused and has order ${order.id}, ${order.status}`],
        [charges.some(({ amount, refunded }) => amount !== refunded), `${order.email} was refused and paid for order ${order.id}`],
      ),
  );
}

/** No cart points at an order that does not wait for its payment. */
export function cartsAreFree({ books }: Evidence): Finding {
  const orders = new Map(books.orders.map(({ id, status }) => [id, status]));
  return examine(books.carts, ({ id, orderId }) =>
    orderId !== null && orders.get(orderId) !== 'pending' ? `cart ${id} is held by order ${orderId}, ${orders.get(orderId)}` : undefined,
  );
}
