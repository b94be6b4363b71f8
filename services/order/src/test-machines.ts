import { TradewindError } from '@tradewind/contracts/errors';
import type { order as orders, returns } from '@tradewind/contracts/schemas';
import { requireEditable } from './edit/look-at-edit.ts';
import { costOf, type Plan, planEdit } from './edit/plan-edit.ts';
import { fulfilmentOf, leftToShip } from './order/fulfilment.ts';
import { fulfilmentTransitions, mayBecome } from './order/order-state.ts';
import type { OrderItemRow, OrderRow } from './order/order-store.ts';
import { leftToRefund, worthOf } from './order/refund-order.ts';
import { returnTransitions } from './return/return-state.ts';
import { returnableOf } from './return/returnable.ts';
import type { SupplementEnd, SupplementStatus } from './supplement/supplement-state.ts';

/** For tests: what an order that was paid for may go through, by the same rules as the verbs, without a database. */
export type Move =
  | { readonly kind: 'ship' | 'refundPieces' | 'ask' | 'takeOff' | 'putOn'; readonly line: number; readonly quantity: number }
  | { readonly kind: 'refundAmount'; readonly amount: number }
  | { readonly kind: 'refundAll' | 'cancelOrder' | 'withdraw' | 'expire' }
  /** Of an edit that costs more: also told once more, or when it was given up. */
  | { readonly kind: 'payMore'; readonly which: number }
  | {
      readonly kind:
        | 'deliver'
        | 'settle'
        | 'fail'
        | 'approve'
        | 'reject'
        | 'cancelReturn'
        | 'close'
        | 'waive'
        | 'pay'
        | 'replace'
        | 'giveUp';
      readonly which: number;
    }
  | { readonly kind: 'receive'; readonly which: number; readonly sellable: number; readonly damaged: number };

type Counts = Pick<
  OrderItemRow,
  'fulfilledQuantity' | 'refundedQuantity' | 'withdrawnQuantity' | 'claimedQuantity' | 'returnedQuantity' | 'heldQuantity'
>;

interface ModelRefund {
  readonly status: 'pending' | 'succeeded' | 'failed';
  readonly amount: number;
  readonly ofReturn: number | null;
  /** Which supplement's payment it gives back; null for the order's own. */
  readonly part: number | null;
  readonly pieces: readonly { readonly line: number; readonly quantity: number; readonly withdrawn: number }[];
}

interface ModelReturn {
  readonly status: returns.ReturnStatus;
  readonly line: number;
  readonly quantity: number;
  readonly came: number;
  /** Need not come. */
  readonly waived: number;
  readonly refunded: number;
  readonly released: number;
  /** How many each order that stands sends anew. */
  readonly anew: readonly number[];
}

/** An edit that costs more, from when its customer was asked. */
interface ModelSupplement {
  readonly status: SupplementStatus;
  readonly amount: number;
  readonly plan: Plan;
}

/** All of an order that the machines are about; amounts are minor units. */
export interface Machines {
  readonly status: orders.OrderStatus;
  readonly paymentStatus: orders.PaymentStatus;
  readonly fulfilmentStatus: orders.FulfilmentStatus;
  /** What it costs, of that its delivery, and what edits have taken off since it was paid. */
  readonly total: number;
  readonly delivery: number;
  readonly reduced: number;
  readonly paid: number;
  readonly refunded: number;
  readonly refundPending: number;
  readonly lines: readonly OrderItemRow[];
  readonly shipments: readonly { readonly delivered: boolean; readonly line: number; readonly quantity: number }[];
  readonly refunds: readonly ModelRefund[];
  readonly returns: readonly ModelReturn[];
  readonly supplements: readonly ModelSupplement[];
}

const withLine = (m: Machines, index: number, change: (line: OrderItemRow) => Partial<Counts>): Machines => ({
  ...m,
  lines: m.lines.map((line, at) => (at === index ? { ...line, ...change(line) } : line)),
});
const withReturn = (m: Machines, index: number, change: Partial<ModelReturn>): Machines => ({
  ...m,
  returns: m.returns.map((one, at) => (at === index ? { ...one, ...change } : one)),
});
const leftOf = (m: Machines) => m.paid - m.refunded - m.refundPending;
const waits = (m: Machines) => m.supplements.some(({ status }) => status === 'awaiting_payment');
const paidOf = ({ status, amount }: ModelSupplement) => (status === 'paid' ? amount : 0);

/** What is left to refund of each payment, the newest first. */
function partsOf(m: Machines): { part: number | null; left: number }[] {
  const given = (part: number | null) => sum(m.refunds, (one) => (one.part === part && one.status !== 'failed' ? one.amount : 0));
  const supplements = m.supplements.map((one, part) => ({ part, left: paidOf(one) - given(part) }));
  return [...supplements.toReversed(), { part: null, left: m.paid - sum(m.supplements, paidOf) - given(null) }];
}

/** @throws Error when a table of states does not allow what the lines say: then a verb would be stuck */
function advance(m: Machines): Machines {
  const travelling = m.shipments.filter(({ delivered }) => !delivered).length;
  const undecided = m.refunds.filter(({ status, pieces }) => status === 'pending' && pieces.some(({ withdrawn }) => withdrawn > 0)).length;
  const open = undecided + (waits(m) ? 1 : 0);
  const to = fulfilmentOf(m.lines, { travelling, undecided: open });
  if (to === m.fulfilmentStatus) return m;
  if (!mayBecome(fulfilmentTransitions, m.fulfilmentStatus, to)) throw new Error(`${m.fulfilmentStatus} may not become ${to}`);
  const completes = (to === 'delivered' || to === 'returned') && m.status === 'confirmed';
  return { ...m, fulfilmentStatus: to, status: completes ? 'completed' : m.status };
}

/** One for each payment that it takes; the first is for the pieces. */
function beginRefund(m: Machines, refund: Omit<ModelRefund, 'status' | 'part'>): Machines | undefined {
  if (refund.amount <= 0 || refund.amount > leftOf(m) || waits(m)) return undefined;
  let rest = refund.amount;
  const begun = partsOf(m).flatMap(({ part, left }): ModelRefund[] => {
    const amount = Math.min(rest, left);
    rest -= amount;
    return amount > 0 ? [{ ...refund, amount, part, status: 'pending' }] : [];
  });
  const refunds = [...m.refunds, ...begun.map((one, at) => (at === 0 ? one : { ...one, pieces: [] }))];
  return { ...m, refundPending: m.refundPending + refund.amount, refunds };
}

/** Pieces that are refunded directly: those that were not shipped first. */
function takePieces(m: Machines, index: number, quantity: number): { m: Machines; withdrawn: number } {
  const line = m.lines[index];
  const withdrawn = line ? Math.min(quantity, leftToShip(line)) : 0;
  const taken = withLine(m, index, (one) => ({
    refundedQuantity: one.refundedQuantity + quantity,
    withdrawnQuantity: one.withdrawnQuantity + withdrawn,
  }));
  return { m: taken, withdrawn };
}

const nowhere = { shippingAddress: { country: 'US' }, subtotal: 0, discount: 0, tax: 0, includedTax: 0, currency: 'USD' } as const;

/** What an edit of a line comes to; undefined when the rules refuse it. */
function planOf(m: Machines, line: OrderItemRow, quantity: number): Plan | undefined {
  if (waits(m)) return undefined;
  // The cast: the rules of an edit look at nothing else of an order.
  const order = { ...nowhere, ...m, items: m.lines } as unknown as OrderRow & { items: readonly OrderItemRow[] };
  const items = [{ itemId: line.id, quantity }];
  try {
    requireEditable(order);
    return planEdit(order, { items, added: [] }, { offers: new Map(), taxes: { countries: [] } });
  } catch (error) {
    if (error instanceof TradewindError) return undefined;
    throw error;
  }
}

/** An edit that takes pieces off a line. */
function takeOff(m: Machines, line: OrderItemRow, quantity: number): Machines | undefined {
  const plan = planOf(m, line, line.quantity - quantity);
  if (!plan) return undefined;
  const { lines, difference } = plan;
  const edited = { ...m, lines: lines.map(({ after }) => after), total: m.total + difference, reduced: m.reduced - difference };
  const advanced = advance(edited);
  const amount = Math.min(-difference, leftOf(advanced));
  return amount > 0 ? beginRefund(advanced, { amount, ofReturn: null, pieces: [] }) : advanced;
}

/** An edit that puts pieces on a line: it waits until it is paid for. */
function putOn(m: Machines, line: OrderItemRow, quantity: number): Machines | undefined {
  const plan = planOf(m, line, line.quantity + quantity);
  if (!plan) return undefined;
  return { ...m, supplements: [...m.supplements, { status: 'awaiting_payment', amount: plan.difference, plan }] };
}

const endWaiting = (m: Machines, to: SupplementEnd): Machines => ({
  ...m,
  supplements: m.supplements.map((one) => (one.status === 'awaiting_payment' ? { ...one, status: to } : one)),
});

/** Money for an edit that was given up goes back by itself, and for one that was made it counts once. */
function payMore(m: Machines, which: number): Machines | undefined {
  const supplement = m.supplements[which];
  if (supplement?.status !== 'awaiting_payment') return supplement && m;
  const { amount, plan } = supplement;
  const after = new Map(plan.lines.map((line) => [line.after.id, line.after]));
  const changed = plan.lines.filter((line) => line.before?.quantity !== line.after.quantity).map((line) => line.after.id);
  const lines = m.lines.map((line) => (changed.includes(line.id) ? (after.get(line.id) ?? line) : line));
  const paid = { ...endWaiting(m, 'paid'), lines, total: m.total + amount, paid: m.paid + amount };
  return advance({ ...paid, paymentStatus: m.paymentStatus === 'refunded' ? 'partially_refunded' : m.paymentStatus });
}

function refundLines(m: Machines, wanted: readonly { line: number; quantity: number }[], amount: number): Machines | undefined {
  let taken = m;
  const pieces = wanted.map(({ line, quantity }) => {
    const step = takePieces(taken, line, quantity);
    taken = step.m;
    return { line, quantity, withdrawn: step.withdrawn };
  });
  const begun = beginRefund(m, { amount, ofReturn: null, pieces });
  return begun && { ...begun, lines: taken.lines };
}

/** What a refund that failed leaves: its pieces as they were before it. */
function restore(m: Machines, { pieces, ofReturn }: ModelRefund, mayShip: boolean): Machines {
  let restored = m;
  for (const { line, quantity, withdrawn } of pieces) {
    restored = withLine(restored, line, (one) => ({
      refundedQuantity: one.refundedQuantity - quantity,
      withdrawnQuantity: one.withdrawnQuantity - (mayShip ? withdrawn : 0),
      heldQuantity: one.heldQuantity + (ofReturn === null ? 0 : quantity),
    }));
    const found = ofReturn === null ? undefined : restored.returns[ofReturn];
    if (ofReturn !== null && found) restored = withReturn(restored, ofReturn, { status: 'received', refunded: found.refunded - quantity });
  }
  return restored;
}

function failRefund(m: Machines, which: number): Machines | undefined {
  const refund = m.refunds[which];
  if (!refund || refund.status === 'failed') return undefined;
  const failed = { ...m, refunds: m.refunds.map((one, at) => (at === which ? { ...one, status: 'failed' as const } : one)) };
  if (refund.status === 'pending') return restore({ ...failed, refundPending: m.refundPending - refund.amount }, refund, true);
  const mayShip = m.status === 'confirmed' && (m.fulfilmentStatus === 'unfulfilled' || m.fulfilmentStatus === 'partial');
  const refunded = m.refunded - refund.amount;
  return restore({ ...failed, refunded, paymentStatus: refunded === 0 ? 'paid' : 'partially_refunded' }, refund, mayShip);
}

function settleRefund(m: Machines, which: number): Machines | undefined {
  const refund = m.refunds[which];
  if (refund?.status !== 'pending') return undefined;
  const refunded = m.refunded + refund.amount;
  return advance({
    ...m,
    refunded,
    refundPending: m.refundPending - refund.amount,
    paymentStatus: refunded === m.paid ? 'refunded' : 'partially_refunded',
    refunds: m.refunds.map((one, at) => (at === which ? { ...one, status: 'succeeded' } : one)),
  });
}

const replacedOf = ({ anew }: ModelReturn) => sum(anew, (pieces) => pieces);

/** Ends or approves a return; what ends it lets go of what did not come. */
function decide(m: Machines, which: number, to: returns.ReturnStatus): Machines | undefined {
  const found = m.returns[which];
  if (!found || !mayBecome(returnTransitions, found.status, to)) return undefined;
  if (to === 'approved') return withReturn(m, which, { status: to });
  const waived = Math.min(found.waived, Math.max(0, found.refunded + replacedOf(found) - found.came));
  const gone = found.quantity - found.came - waived - found.released;
  return withLine(withReturn(m, which, { status: to, waived, released: found.released + gone }), found.line, (line) => ({
    claimedQuantity: line.claimedQuantity - gone,
    heldQuantity: line.heldQuantity - gone,
  }));
}

function receive(m: Machines, { which, sellable, damaged }: Extract<Move, { kind: 'receive' }>): Machines | undefined {
  const found = m.returns[which];
  const count = sellable + damaged;
  if (!found || count === 0 || count > found.quantity - found.came - found.waived - found.released) return undefined;
  if (found.status === 'requested') return undefined;
  if (found.status !== 'received' && !mayBecome(returnTransitions, found.status, 'received')) return undefined;
  const came = withReturn(m, which, { status: 'received', came: found.came + count });
  return advance(withLine(came, found.line, (line) => ({ returnedQuantity: line.returnedQuantity + count })));
}

function waive(m: Machines, which: number): Machines | undefined {
  const found = m.returns[which];
  const left = found ? found.quantity - found.came - found.waived - found.released : 0;
  if (!found || left === 0) return undefined;
  if (found.status !== 'received' && !mayBecome(returnTransitions, found.status, 'received')) return undefined;
  return withReturn(m, which, { status: 'received', waived: found.waived + left });
}

/** Sends anew what waits to be settled. */
function replace(m: Machines, which: number): Machines | undefined {
  const found = m.returns[which];
  const quantity = found ? found.came + found.waived - found.refunded - replacedOf(found) : 0;
  if (!found || quantity === 0 || !mayBecome(returnTransitions, found.status, 'replaced')) return undefined;
  return withReturn(m, which, { status: 'replaced', anew: [...found.anew, quantity] });
}

/** The last order that sends something anew is given up. */
function giveUp(m: Machines, which: number): Machines | undefined {
  const found = m.returns[which];
  if (!found || found.anew.length === 0) return undefined;
  return withReturn(m, which, { status: 'received', anew: found.anew.slice(0, -1) });
}

function pay(m: Machines, which: number): Machines | undefined {
  const found = m.returns[which];
  const line = found && m.lines[found.line];
  const quantity = found ? found.came + found.waived - found.refunded - replacedOf(found) : 0;
  if (!found || !line || quantity === 0 || !mayBecome(returnTransitions, found.status, 'refunded')) return undefined;
  const amount = Math.min(worthOf(line, quantity), leftOf(m));
  const begun = beginRefund(m, { amount, ofReturn: which, pieces: [{ line: found.line, quantity, withdrawn: 0 }] });
  if (!begun) return undefined;
  const paid = withReturn(begun, which, { status: 'refunded', refunded: found.refunded + quantity });
  return withLine(paid, found.line, (one) => ({
    refundedQuantity: one.refundedQuantity + quantity,
    heldQuantity: one.heldQuantity - quantity,
  }));
}

/** What a move makes of an order, by the rules; undefined when they refuse it. @throws Error when they would be stuck */
export function move(m: Machines, by: Move): Machines | undefined {
  switch (by.kind) {
    case 'ship': {
      const line = m.lines[by.line];
      if (waits(m) || !line || by.quantity > leftToShip(line) || m.status !== 'confirmed' || m.paymentStatus === 'refunded')
        return undefined;
      const sent = withLine(m, by.line, (one) => ({ fulfilledQuantity: one.fulfilledQuantity + by.quantity }));
      return advance({ ...sent, shipments: [...m.shipments, { delivered: false, line: by.line, quantity: by.quantity }] });
    }
    case 'deliver':
      if (!m.shipments[by.which]) return undefined;
      if (m.shipments[by.which]?.delivered) return m;
      return advance({ ...m, shipments: m.shipments.map((one, at) => (at === by.which ? { ...one, delivered: true } : one)) });
    case 'refundPieces': {
      const line = m.lines[by.line];
      if (!line || by.quantity > leftToRefund(line)) return undefined;
      return refundLines(m, [by], worthOf(line, by.quantity));
    }
    case 'takeOff': {
      const line = m.lines[by.line];
      return line && by.quantity <= line.quantity ? takeOff(m, line, by.quantity) : undefined;
    }
    case 'putOn': {
      const line = m.lines[by.line];
      return line && line.quantity > 0 ? putOn(m, line, by.quantity) : undefined;
    }
    case 'payMore':
      return payMore(m, by.which);
    case 'withdraw':
      return waits(m) ? advance(endWaiting(m, 'withdrawn')) : undefined;
    case 'expire':
      return waits(m) ? advance(endWaiting(m, 'expired')) : undefined;
    case 'refundAmount':
      return beginRefund(m, { amount: by.amount, ofReturn: null, pieces: [] });
    case 'refundAll': {
      const rest = m.lines.map((line, index) => ({ line: index, quantity: leftToRefund(line) })).filter(({ quantity }) => quantity > 0);
      return refundLines(m, rest, leftOf(m));
    }
    case 'settle':
      return settleRefund(m, by.which);
    case 'fail':
      return failRefund(m, by.which);
    case 'cancelOrder':
      return m.status === 'confirmed' && m.fulfilmentStatus === 'unfulfilled'
        ? { ...endWaiting(m, 'withdrawn'), status: 'cancelled' }
        : undefined;
    case 'ask': {
      const line = m.lines[by.line];
      if (!line || by.quantity > returnableOf(line, line.fulfilledQuantity)) return undefined;
      const claimed = withLine(m, by.line, (one) => ({
        claimedQuantity: one.claimedQuantity + by.quantity,
        heldQuantity: one.heldQuantity + by.quantity,
      }));
      const asked = {
        status: 'requested' as const,
        line: by.line,
        quantity: by.quantity,
        came: 0,
        waived: 0,
        refunded: 0,
        released: 0,
        anew: [],
      };
      return { ...claimed, returns: [...m.returns, asked] };
    }
    case 'approve':
      return decide(m, by.which, 'approved');
    case 'reject':
      return decide(m, by.which, 'rejected');
    case 'cancelReturn':
      return decide(m, by.which, 'cancelled');
    case 'close':
      return decide(m, by.which, 'closed');
    case 'waive':
      return waive(m, by.which);
    case 'receive':
      return receive(m, by);
    case 'pay':
      return pay(m, by.which);
    case 'replace':
      return replace(m, by.which);
    case 'giveUp':
      return giveUp(m, by.which);
  }
}

const sum = <T>(list: readonly T[], of: (one: T) => number) => list.reduce((total, one) => total + of(one), 0);

/** What must never be false, each with its name; the names of those that are. */
export function wrongs(m: Machines): string[] {
  const ofLine = m.lines.flatMap((line, index) => {
    const live = m.refunds.filter(({ status }) => status !== 'failed');
    const paidFor = sum(live, ({ pieces }) => sum(pieces, (piece) => (piece.line === index ? piece.quantity : 0)));
    const own = m.returns.filter((one) => one.line === index);
    return [
      [line.fulfilledQuantity + line.withdrawnQuantity <= line.quantity, 'more is shipped or withdrawn than was ordered'],
      [line.refundedQuantity + line.heldQuantity <= line.quantity, 'a piece is refunded twice'],
      [line.claimedQuantity <= line.fulfilledQuantity, 'a piece is returned twice'],
      [line.returnedQuantity <= line.claimedQuantity, 'more came back than was asked for'],
      [line.heldQuantity >= 0 && line.heldQuantity <= line.claimedQuantity, 'more is held than claimed'],
      [paidFor === line.refundedQuantity, 'refunds do not add up to the pieces'],
      [sum(m.shipments, (one) => (one.line === index ? one.quantity : 0)) === line.fulfilledQuantity, 'parcels do not add up'],
      [sum(own, ({ came }) => came) === line.returnedQuantity, 'what came back does not add up'],
      [sum(own, (one) => one.quantity - one.released) === line.claimedQuantity, 'claims do not add up'],
      [
        own.every((one) => one.came + one.waived <= one.quantity && one.refunded + replacedOf(one) <= one.came + one.waived),
        'a return pays for, or sends anew, what did not come and had to',
      ],
      [
        sum(own, (one) => one.quantity - one.released - one.refunded) === line.heldQuantity,
        'what is held is not what waits or is sent anew',
      ],
    ] as const;
  });
  const allBack = m.lines.every((line) => line.returnedQuantity === line.fulfilledQuantity);
  const checks = [
    ...ofLine,
    [m.paid === m.total + m.reduced, 'what was paid is not the total and what edits took off'],
    [sum(m.lines, costOf) + m.delivery === m.total, 'lines and delivery do not add up'],
    [m.refunded + m.refundPending <= m.paid, 'more is refunded than was paid'],
    [partsOf(m).every(({ left }) => left >= 0), 'more is refunded of a payment than it was'],
    [sum(partsOf(m), ({ left }) => left) === leftOf(m), 'what is left of the payments is not what is left of the order'],
    [m.supplements.filter(({ status }) => status === 'awaiting_payment').length <= 1, 'two edits wait'],
    [!waits(m) || m.status === 'confirmed', 'an edit waits of an order that is over'],
    [sum(m.refunds, (one) => (one.status === 'succeeded' ? one.amount : 0)) === m.refunded, 'refunds do not add up'],
    [sum(m.refunds, (one) => (one.status === 'pending' ? one.amount : 0)) === m.refundPending, 'pending refunds do not add up'],
    [m.fulfilmentStatus !== 'returned' || allBack, 'returned, and not all of it is back'],
    [m.status !== 'cancelled' || m.shipments.length === 0, 'something of a cancelled order was sent'],
    [m.status !== 'completed' || m.fulfilmentStatus === 'delivered' || m.fulfilmentStatus === 'returned', 'completed on its way'],
  ] as const;
  return checks.flatMap(([holds, name]) => (holds ? [] : [name]));
}
