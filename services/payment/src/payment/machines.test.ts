import { TradewindError } from '@tradewind/contracts/errors';
import { newId, newUuid, type OrderEditId, type OrderId } from '@tradewind/contracts/ids';
import { eventually } from '@tradewind/testing';
import fc from 'fast-check';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptDispute } from '../dispute/accept-dispute.ts';
import { saveEvidence } from '../dispute/save-evidence.ts';
import { submitEvidence } from '../dispute/submit-evidence.ts';
import { onOrderCancelled } from '../events/on-order-cancelled.ts';
import { onOrderEditWithdrawn } from '../events/on-order-edit-withdrawn.ts';
import { reconcile } from '../jobs/reconcile.ts';
import { refundPayment } from '../refund/refund-payment.ts';
import { expectBooksToAgree, expectLedgerToBalance, type Harness, paymentInput, startPaymentService } from '../test-kit.ts';
import { type Machines, type Move, move, opened, tooMuch, wrongs } from '../test-machines.ts';
import { createPayment } from './create-payment.ts';
import { findPaymentOf } from './payment-store.ts';
import { voidPayment } from './void-payment.ts';

/** `PROPERTY_RUNS=10000` for the long look: so many histories through the real verbs. */
const histories = Number(process.env.PROPERTY_RUNS ?? 150);
/** So many happen side by side, since each waits for the processor. */
const sideBySide = 25;
const seed = Number(process.env.PROPERTY_SEED ?? Date.now() % 2 ** 31);
const amount = 1_999;

const ends = ['decline', 'overpay', 'void', 'cancelOrder'] as const;
const ofDispute = ['dispute', 'inquire', 'escalate', 'submit', 'win', 'lose', 'accept'] as const;
const kinds = [...ends, 'pay', 'refund', 'refundThere', 'settle', 'fail', ...ofDispute] as const satisfies readonly Move['kind'][];

/** Moves as they come, most of which the rules refuse; those that lead somewhere come more often. */
const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom(...ends) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pay' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constantFrom('refund' as const, 'refundThere' as const), amount: fc.integer({ min: 1, max: 1_200 }) }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('settle' as const, 'fail' as const), which: fc.nat({ max: 3 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom(...ofDispute) }) },
);

describe('payment, refunds and disputes', () => {
  it('are never in a state that must not be, in 10,000 histories by the rules', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyMove, { minLength: 10, maxLength: 40, size: 'max' }), (history) => {
        let now = opened(amount);
        seen.add(`payment ${now.status}`);
        for (const one of history) {
          const next = move(now, one);
          if (!next) continue;
          now = next;
          expect(wrongs(now)).toEqual([]);
          seen.add(`payment ${now.status}`);
          for (const { status } of now.refunds) seen.add(`refund ${status}`);
          for (const { status } of now.disputes) seen.add(`dispute ${status}`);
        }
      }),
      { numRuns: 10_000 },
    );
    // The histories lead everywhere, or this would prove little.
    expect([...seen].sort()).toEqual([...everywhere].sort());
  });

  it(`do by the real verbs, with the processor, what the rules say, move by move, in ${histories} histories`, {
    timeout: 4 * 3_600_000,
  }, async () => {
    const done = new Set<string>();
    const all = fc.sample(fc.array(step, { minLength: 6, maxLength: 12 }), { numRuns: histories, seed });
    const next = all.values();
    const oneAfterTheOther = async () => {
      for (const steps of next) await goThrough(steps, done);
    };
    await Promise.all(Array.from({ length: sideBySide }, oneAfterTheOther)).catch((error: unknown) => {
      throw new Error(`with PROPERTY_SEED=${seed}`, { cause: error });
    });
    expect(kinds.flatMap((kind) => [`${kind} 0`, `${kind} 1`]).filter((one) => !done.has(one))).toEqual([]);
    // Once the fees are asked for, the processor holds what our ledger says.
    await house.db.rows('UPDATE payment SET next_check_at = now() WHERE fee IS NULL');
    await eventually(
      async () => {
        await house.asOrder(() => reconcile(house.ctx));
        await expectBooksToAgree(house);
      },
      { timeoutMs: 600_000 },
    );
    await expectLedgerToBalance(house);
  });
});

const everywhere = [
  ...['pending', 'failed', 'voided', 'captured', 'conflicted'].map((status) => `payment ${status}`),
  ...['pending', 'succeeded', 'failed'].map((status) => `refund ${status}`),
  ...['warning_needs_response', 'warning_under_review', 'warning_closed', 'needs_response', 'under_review', 'won', 'lost'].map(
    (status) => `dispute ${status}`,
  ),
];

/** Without fast-check's liking for small numbers: what comes first in a list would be chosen most of the time. */
const step = fc.noBias(fc.record({ choice: fc.nat({ max: 999_999 }), rare: fc.nat({ max: 5 }), any: anyMove, part: fc.nat({ max: 1 }) }));

/** One move of each kind that the rules allow now. */
function openMoves(m: Machines, choice: number): Move[] {
  const which = m.refunds.length - 1;
  const part = 1 + (choice % 700);
  const candidates: Move[] = kinds.map((kind) => {
    if (kind === 'refund' || kind === 'refundThere') return { kind, amount: part };
    return kind === 'settle' || kind === 'fail' ? { kind, which } : { kind };
  });
  // A payment that is void is the end of most things, so it comes seldom; once it is paid, nothing changes by these.
  const seldom = (kind: Move['kind']) => (ends as readonly string[]).includes(kind) && choice % 7 !== 0;
  return candidates.filter((one) => !seldom(one.kind) && move(m, one) !== undefined);
}

/** What only happens at a bank, or at the processor: it is not for us to refuse. */
const elsewhere: readonly Move['kind'][] = ['settle', 'fail', 'dispute', 'inquire', 'escalate', 'win', 'lose', 'refundThere'];

let house: Harness;
beforeAll(async () => {
  house = await startPaymentService({ webhooks: true });
  await house.faults({ duplicateWebhooks: true });
});
afterAll(() => house.close());

/** An order's own payment, and that of an edit of it: each goes its way, but that what cancels the order ends both. */
async function goThrough(
  steps: readonly { readonly choice: number; readonly rare: number; readonly any: Move; readonly part: number }[],
  done: Set<string>,
): Promise<void> {
  const input = paymentInput({ amount: { amountMinor: amount, currency: 'USD' } });
  const subjects = [
    { orderId: input.orderId, intent: '' },
    { orderId: input.orderId, editId: newId('orderEdit'), intent: '' },
  ];
  for (const subject of subjects) {
    const { clientSecret } = await house.asOrder(() => createPayment(house.ctx, { ...input, editId: subject.editId }));
    subject.intent = clientSecret?.split('_secret_')[0] ?? '';
  }
  const states = subjects.map(() => opened(amount));
  const moves: (Move & { part: number })[] = [];
  for (const { choice, rare, any, part } of steps) {
    const [now, subject] = [states[part], subjects[part]];
    if (!now || !subject) throw new Error('there are two parts');
    const open = openMoves(now, choice);
    // Mostly a move that leads somewhere, now and then one as it comes.
    const one = rare === 0 ? any : (open[choice % open.length] ?? any);
    const next = move(now, one);
    if (!next && elsewhere.includes(one.kind)) continue;
    moves.push({ ...one, part });
    const outcome = await house.asOrder(() => attempt(subject, one));
    expect(outcome, `${JSON.stringify(moves)} of ${JSON.stringify(now)}`).toBe(next ? 'done' : 'refused');
    if (!next) continue;
    states[part] = next;
    const edit = states[1];
    if (one.kind === 'cancelOrder' && part === 0 && edit) states[1] = move(edit, one) ?? edit;
    done.add(`${one.kind} ${part}`);
    const expected = states.map(comparable);
    const found = async () => Promise.all(subjects.map(inDatabase));
    await eventually(async () => expect([moves, await found()]).toEqual([moves, expected]), { timeoutMs: 60_000 });
  }
}

type Subject = { readonly orderId: OrderId; readonly editId?: OrderEditId; readonly intent: string };

const disputesText = `SELECT d.id, d.reference, d.status, d.amount FROM dispute d JOIN payment p ON p.id = d.payment_id WHERE p.order_id = $1 AND p.part = $2 ORDER BY d.id`;
const refundsText = `SELECT r.reference, r.status, r.amount FROM refund r JOIN payment p ON p.id = r.payment_id WHERE p.order_id = $1 AND p.part = $2 ORDER BY r.id`;

/** Makes a move by the real verbs, or at the processor. @throws what is no refusal: a constraint, a bug */
async function attempt(subject: Subject, by: Move): Promise<'done' | 'refused'> {
  try {
    await act(subject, by);
    return 'done';
  } catch (error) {
    if (error instanceof TradewindError && ['CONFLICT', 'NOT_FOUND', 'INVALID_INPUT'].includes(error.code)) return 'refused';
    if (error instanceof Stripe.errors.StripeError && error.code === 'payment_intent_unexpected_state') return 'refused';
    throw error;
  }
}

async function act({ orderId, editId, intent }: Subject, by: Move): Promise<unknown> {
  const part = [orderId, editId ?? ''];
  const { ctx, stripe } = house;
  const disputes = () => house.db.rows<{ id: `dsp_${string}`; reference: string }>(disputesText, part);
  switch (by.kind) {
    case 'decline':
      return stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_chargeDeclined' }).catch((error: unknown) => {
        if (!(error instanceof Stripe.errors.StripeCardError)) throw error;
      });
    case 'pay':
      return stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_waitingRefund' });
    case 'overpay':
      await stripe.paymentIntents.update(intent, { amount: amount + tooMuch });
      return stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' });
    case 'void':
      return voidPayment(ctx, { orderId, editId });
    case 'cancelOrder':
      return editId ? withdrawEdit(orderId, editId) : cancelOrder(orderId);
    case 'refund': {
      const money = { amountMinor: by.amount, currency: 'USD' as const };
      return refundPayment(ctx, { refundId: newId('refund'), orderId, editId, amount: money, reason: 'a move' });
    }
    case 'refundThere':
      return stripe.refunds.create({ payment_intent: intent, amount: by.amount });
    case 'settle':
    case 'fail': {
      const refund = (await house.db.rows<{ reference: string }>(refundsText, part))[by.which];
      return house.control(`refunds/${refund?.reference}/${by.kind === 'settle' ? 'complete' : 'fail'}`);
    }
    case 'dispute':
    case 'inquire': {
      const { latest_charge: charge } = await stripe.paymentIntents.retrieve(intent);
      return house.control('disputes', { charge, inquiry: by.kind === 'inquire' });
    }
    case 'submit': {
      const disputeId = (await disputes()).at(-1)?.id ?? newId('dispute');
      await saveEvidence(ctx, { disputeId, evidence: { product_description: 'A kettle.' } });
      return submitEvidence(ctx, { disputeId });
    }
    case 'accept':
      return acceptDispute(ctx, { disputeId: (await disputes()).at(-1)?.id ?? newId('dispute') });
    case 'escalate':
    case 'win':
    case 'lose':
      return house.control(`disputes/${(await disputes()).at(-1)?.reference}/${by.kind}`);
  }
}

/** What messaging does with the event. */
async function cancelOrder(orderId: OrderId): Promise<void> {
  const data = { orderId, by: 'staff' as const, wasConfirmed: true, toRefund: { amountMinor: amount, currency: 'USD' as const } };
  const event = { ...envelopeOf(orderId), type: 'order.cancelled' as const, data };
  const after = await house.db.transaction((sql) => onOrderCancelled(house.ctx).handle(sql, event));
  if (after) await after();
}

async function withdrawEdit(orderId: OrderId, editId: OrderEditId): Promise<void> {
  const event = { ...envelopeOf(orderId), type: 'order.edit_withdrawn' as const, data: { orderId, editId, reason: 'staff' } };
  const after = await house.db.transaction((sql) => onOrderEditWithdrawn(house.ctx).handle(sql, event));
  if (after) await after();
}

function envelopeOf(aggregateId: OrderId) {
  const envelope = { id: newUuid(), version: 1, aggregateId, sequence: 1, occurredAt: new Date().toISOString() };
  return { ...envelope, traceparent: '', actor: 'order' };
}

const ledgerText = `
  SELECT e.account, sum(e.amount)::bigint AS sum FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
  JOIN payment p ON p.id = t.payment_id WHERE p.order_id = $1 AND p.part = $2 AND t.kind <> 'fee' GROUP BY e.account HAVING sum(e.amount) <> 0`;

/** Of a payment in the database, what the machines are about. */
async function inDatabase({ orderId, editId }: Subject) {
  const part = [orderId, editId ?? ''];
  const payment = await findPaymentOf(house.db, { orderId, editId });
  const refunds = await house.db.rows<{ status: string; amount: number }>(refundsText, part);
  const disputes = await house.db.rows<{ status: string; amount: number }>(disputesText, part);
  const ledger = await house.db.rows<{ account: string; sum: number }>(ledgerText, part);
  return {
    payment: [payment?.status, payment?.captured, payment?.reserved, payment?.refunded],
    refunds: refunds.map(({ status, amount: part }) => [status, part]),
    disputes: disputes.map(({ status, amount: part }) => [status, part]),
    ledger: Object.fromEntries(ledger.map(({ account, sum }) => [account, sum])),
  };
}

function comparable(m: Machines): Awaited<ReturnType<typeof inDatabase>> {
  const of = (...statuses: string[]) => m.refunds.reduce((sum, one) => sum + (statuses.includes(one.status) ? one.amount : 0), 0);
  return {
    payment: [m.status, m.captured, of('pending', 'succeeded'), of('succeeded')],
    refunds: m.refunds.map(({ status, amount: part }) => [status, part]),
    disputes: m.disputes.map(({ status, amount: part }) => [status, part]),
    ledger: Object.fromEntries(Object.entries(m.ledger).filter(([, sum]) => sum !== 0)),
  };
}
