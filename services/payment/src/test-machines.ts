import { type DisputeStatus, disputeTransitions, isClosed } from './dispute/dispute-state.ts';
import type { Account } from './ledger/post.ts';
import { type PaymentStatus, transitions } from './payment/payment-state.ts';
import { type RefundStatus, refundTransitions } from './refund/refund-state.ts';

/** For tests: what a payment may go through, by the same tables as the verbs, without a database or a processor. */
export type Move =
  /** The shopper's, in the processor's frame; `overpay` stands for a processor that takes another amount. */
  | { readonly kind: 'decline' | 'pay' | 'overpay' }
  /** The order service's. */
  | { readonly kind: 'void' | 'cancelOrder' }
  /** By our verb, and by hand at the processor. */
  | { readonly kind: 'refund' | 'refundThere'; readonly amount: number }
  /** What a bank makes of a refund. */
  | { readonly kind: 'settle' | 'fail'; readonly which: number }
  /** The bank's, but for `submit` and `accept`: it is of the dispute that was opened last. */
  | { readonly kind: 'dispute' | 'inquire' | 'escalate' | 'win' | 'lose' | 'submit' | 'accept' };

interface ModelDispute {
  readonly status: DisputeStatus;
  readonly amount: number;
  /** What the processor holds back, or keeps when it is lost. */
  readonly withheld: number;
  readonly accepted: boolean;
}

type Ledger = Readonly<Record<Exclude<Account, 'bank'>, number>>;

/** All of a payment that its machines are about; amounts are minor units. The fee of the charge itself is not looked at. */
export interface Machines {
  readonly status: PaymentStatus;
  readonly amount: number;
  readonly captured: number;
  readonly givenBack: boolean;
  readonly refunds: readonly { readonly status: RefundStatus; readonly amount: number }[];
  readonly disputes: readonly ModelDispute[];
  readonly ledger: Ledger;
}

/** What is taken above the amount by a processor that errs, minor units. */
export const tooMuch = 100;
const disputeFee = 1_500;
const empty: Ledger = {
  processor: 0,
  sales: 0,
  fees: 0,
  refunds: 0,
  disputes: 0,
  dispute_losses: 0,
  suspense: 0,
  gift_cards: 0,
  store_credit: 0,
  goodwill: 0,
};

export function opened(amount: number): Machines {
  return { status: 'pending', amount, captured: 0, givenBack: false, refunds: [], disputes: [], ledger: empty };
}

const sum = <T>(list: readonly T[], of: (one: T) => number) => list.reduce((total, one) => total + of(one), 0);
const takenOf = (m: Machines) => (m.status === 'conflicted' ? m.amount + tooMuch : m.captured);
const reservedOf = (m: Machines) => sum(m.refunds, ({ status, amount }) => (status === 'failed' ? 0 : amount));
const isWithheld = (m: Machines) => m.disputes.some(({ withheld }) => withheld > 0);

function book(m: Machines, amounts: Partial<Ledger>): Machines {
  const added = Object.entries(amounts).map(([account, amount]) => [account, m.ledger[account as keyof Ledger] + amount]);
  return { ...m, ledger: { ...m.ledger, ...Object.fromEntries(added) } };
}

/** @throws Error when a table does not allow what happens in the world: then a verb would be stuck */
function become<State extends string>(table: Readonly<Record<State, readonly State[]>>, from: State, to: State): State {
  if (!table[from].includes(to)) throw new Error(`${from} may not become ${to}`);
  return to;
}

function capture(m: Machines, to: 'captured' | 'conflicted'): Machines {
  const paid = { ...m, status: become<PaymentStatus>(transitions, m.status, to), captured: to === 'captured' ? m.amount : 0 };
  const taken = takenOf(paid);
  return book(paid, to === 'captured' ? { processor: taken, sales: -taken } : { processor: taken, suspense: -taken });
}

/** The processor refuses a refund of what a bank holds back. */
function beginRefund(m: Machines, amount: number): Machines {
  return { ...m, refunds: [...m.refunds, { amount, status: isWithheld(m) ? 'failed' : 'pending' }] };
}

function cancelOrder(m: Machines): Machines {
  if (m.status === 'pending' || m.status === 'failed') return { ...m, status: become<PaymentStatus>(transitions, m.status, 'voided') };
  const rest = m.captured - reservedOf(m);
  return rest === 0 || m.givenBack ? m : beginRefund({ ...m, givenBack: true }, rest);
}

function endRefund(m: Machines, which: number, to: 'succeeded' | 'failed'): Machines | undefined {
  const refund = m.refunds[which];
  if (!refund || !(refundTransitions[refund.status] as readonly RefundStatus[]).includes(to)) return undefined;
  const ended = { ...m, refunds: m.refunds.map((one, at) => (at === which ? { ...one, status: to } : one)) };
  if (to === 'succeeded') return book(ended, { refunds: refund.amount, processor: -refund.amount });
  return refund.status === 'pending' ? ended : book(ended, { refunds: -refund.amount, processor: refund.amount });
}

/** A bank disputes what is left of a charge, one dispute after the other, and none of what it has taken already. */
function openDispute(m: Machines, status: 'needs_response' | 'warning_needs_response'): Machines | undefined {
  const amount = takenOf(m) - reservedOf(m);
  if (amount <= 0 || isWithheld(m) || m.disputes.some((one) => !isClosed(one.status))) return undefined;
  const asked = { ...m, disputes: [...m.disputes, { status, amount, withheld: 0, accepted: false }] };
  return status === 'needs_response' ? withhold(asked) : asked;
}

function withLast(m: Machines, change: Partial<Machines['disputes'][number]>): Machines {
  return { ...m, disputes: m.disputes.map((one, at) => (at === m.disputes.length - 1 ? { ...one, ...change } : one)) };
}

function withhold(m: Machines): Machines {
  const { amount } = m.disputes.at(-1) ?? { amount: 0 };
  const amounts = { processor: -amount - disputeFee, disputes: amount, fees: disputeFee };
  return book(withLast(m, { withheld: amount }), amounts);
}

/** Giving in is asked for once; a repeat tells how it stands. */
function accept(m: Machines): Machines | undefined {
  const last = m.disputes.at(-1);
  if (last?.accepted) return m;
  return last?.status.endsWith('needs_response') ? advanceDispute(withLast(m, { accepted: true }), 'lose') : undefined;
}

function advanceDispute(m: Machines, kind: 'escalate' | 'submit' | 'win' | 'lose'): Machines | undefined {
  const last = m.disputes.at(-1);
  if (!last || isClosed(last.status)) return undefined;
  const { status, amount } = last;
  const warned = status.startsWith('warning_');
  const to = (next: DisputeStatus) => become<DisputeStatus>(disputeTransitions, status, next);
  if (kind === 'escalate') return warned ? withhold(withLast(m, { status: to('needs_response') })) : undefined;
  if (kind === 'submit') {
    if (status.endsWith('under_review')) return undefined;
    return withLast(m, { status: to(warned ? 'warning_under_review' : 'under_review') });
  }
  if (warned) return withLast(m, { status: to('warning_closed') });
  if (kind === 'win') return book(withLast(m, { status: to('won'), withheld: 0 }), { processor: amount, disputes: -amount });
  return book(withLast(m, { status: to('lost') }), { dispute_losses: amount, disputes: -amount });
}

/** What a move makes of a payment, by the rules; undefined when they refuse it. @throws Error when they would be stuck */
export function move(m: Machines, by: Move): Machines | undefined {
  const isOpen = m.status === 'pending' || m.status === 'failed';
  switch (by.kind) {
    case 'decline':
      return isOpen ? { ...m, status: become<PaymentStatus>(transitions, m.status, 'failed') } : undefined;
    case 'pay':
      return isOpen ? capture(m, 'captured') : undefined;
    case 'overpay':
      return isOpen ? capture(m, 'conflicted') : undefined;
    case 'void':
      if (m.status === 'conflicted') return undefined;
      return isOpen ? { ...m, status: become<PaymentStatus>(transitions, m.status, 'voided') } : m;
    case 'cancelOrder':
      return cancelOrder(m);
    case 'refund':
      return by.amount <= m.captured - reservedOf(m) ? beginRefund(m, by.amount) : undefined;
    case 'refundThere':
      return by.amount <= m.captured - reservedOf(m) && !isWithheld(m) ? beginRefund(m, by.amount) : undefined;
    case 'settle':
      return endRefund(m, by.which, 'succeeded');
    case 'fail':
      return endRefund(m, by.which, 'failed');
    case 'dispute':
      return openDispute(m, 'needs_response');
    case 'inquire':
      return openDispute(m, 'warning_needs_response');
    case 'accept':
      return accept(m);
    case 'escalate':
    case 'submit':
    case 'win':
    case 'lose':
      return advanceDispute(m, by.kind);
  }
}

/** What must never be false, each with its name; the names of those that are. */
export function wrongs(m: Machines): string[] {
  const { ledger, disputes } = m;
  const succeeded = sum(m.refunds, ({ status, amount }) => (status === 'succeeded' ? amount : 0));
  const withheld = (lost: boolean) => sum(disputes, (one) => ((one.status === 'lost') === lost ? one.withheld : 0));
  const charged = disputes.filter((one) => one.withheld > 0 || one.status === 'won').length;
  const checks = [
    [sum(Object.values(ledger), (amount) => amount) === 0, 'the ledger is not at zero'],
    [m.captured === (m.status === 'captured' ? m.amount : 0), 'something else is captured than the amount'],
    [reservedOf(m) <= m.captured, 'more is refunded than was captured'],
    [-ledger.sales === m.captured, 'sales are not what was captured'],
    [-ledger.suspense === (m.status === 'conflicted' ? m.amount + tooMuch : 0), 'suspense is not what nobody asked for'],
    [ledger.refunds === succeeded, 'refunds do not add up'],
    [ledger.disputes === withheld(false), 'what is withheld does not add up'],
    [ledger.dispute_losses === withheld(true), 'what is lost does not add up'],
    [ledger.fees === charged * disputeFee, 'fees are not those of the disputes'],
    [disputes.filter((one) => !isClosed(one.status)).length <= 1, 'two disputes are open'],
    [disputes.every((one) => !one.status.startsWith('warning_') || one.withheld === 0), 'an inquiry withholds something'],
  ] as const;
  return checks.flatMap(([holds, name]) => (holds ? [] : [name]));
}
