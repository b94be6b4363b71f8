import { newId } from '@tradewind/contracts/ids';
import { array, assert, asyncProperty, constantFrom } from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { disputeTransitions } from '../dispute/dispute-state.ts';
import { createPayment } from '../payment/create-payment.ts';
import { transitions } from '../payment/payment-state.ts';
import { findPaymentOf } from '../payment/payment-store.ts';
import { refundTransitions } from '../refund/refund-state.ts';
import { type Harness, paymentInput, startPaymentService } from '../test-kit.ts';
import { receiveEvent } from './handle-event.ts';

/** `PROPERTY_RUNS=10000` for the long look. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 60);
let house: Harness;

beforeAll(async () => {
  house = await startPaymentService({ webhooks: false });
});

afterAll(() => house.close());

const words = [
  ...(['declined', 'cancelled', 'paid', 'tooMuch'] as const),
  ...(['refunded', 'refundedMore', 'refundFailed'] as const),
  ...(['inquired', 'disputed', 'withdrawn', 'reviewed', 'won', 'reinstated', 'lost', 'inquiryClosed'] as const),
] as const;
type Word = (typeof words)[number];

/** What the processor says of a payment of 1,999 with a word. */
function tell(id: string, paymentId: string, word: Word): { type: string; object: object } {
  const intent = (status: string, more: object) => ({
    ...{ id, object: 'payment_intent', status, currency: 'usd', amount_received: 0, metadata: { paymentId } },
    ...more,
  });
  const refund = (number: number, amount: number, status: string) => ({
    ...{ id: `re_${number}_${id}`, object: 'refund', amount, status, currency: 'usd', payment_intent: id, metadata: {} },
  });
  const [taken, back] = [
    { id: `txn_out_${id}`, amount: -1999, fee: 1500, currency: 'usd' },
    { id: `txn_in_${id}`, amount: 1999, fee: 0, currency: 'usd' },
  ];
  const dispute = (status: string, ...balance_transactions: object[]) => ({
    ...{
      id: `du_${id}`,
      object: 'dispute',
      amount: 1999,
      currency: 'usd',
      created: 1_700_000_000,
      reason: 'fraudulent',
      payment_intent: id,
    },
    ...{ evidence_details: { due_by: 1_900_000_000 }, status, balance_transactions },
  });
  const paid = (amount: number) => intent('succeeded', { amount_received: amount, latest_charge: `ch_${id}` });
  switch (word) {
    case 'declined': {
      const error = { code: 'card_declined', charge: `ch_no_${id}` };
      return { type: 'payment_intent.payment_failed', object: intent('requires_payment_method', { last_payment_error: error }) };
    }
    case 'cancelled':
      return { type: 'payment_intent.canceled', object: intent('canceled', {}) };
    case 'paid':
      return { type: 'payment_intent.succeeded', object: paid(1999) };
    case 'tooMuch':
      return { type: 'payment_intent.succeeded', object: paid(2099) };
    case 'refunded':
      return { type: 'refund.created', object: refund(1, 1500, 'succeeded') };
    case 'refundedMore':
      return { type: 'refund.created', object: refund(2, 900, 'succeeded') };
    case 'refundFailed':
      return { type: 'refund.failed', object: refund(1, 1500, 'failed') };
    case 'inquired':
      return { type: 'charge.dispute.created', object: dispute('warning_needs_response') };
    case 'disputed':
      return { type: 'charge.dispute.created', object: dispute('needs_response') };
    case 'withdrawn':
      return { type: 'charge.dispute.funds_withdrawn', object: dispute('needs_response', taken) };
    case 'reviewed':
      return { type: 'charge.dispute.updated', object: dispute('under_review') };
    case 'won':
      return { type: 'charge.dispute.closed', object: dispute('won', taken) };
    case 'reinstated':
      return { type: 'charge.dispute.funds_reinstated', object: dispute('won', taken, back) };
    case 'lost':
      return { type: 'charge.dispute.closed', object: dispute('lost') };
    case 'inquiryClosed':
      return { type: 'charge.dispute.closed', object: dispute('warning_closed') };
  }
}

const lookText = `
  SELECT p.status, p.captured_amount AS captured, p.refund_reserved AS reserved, p.refunded_amount AS refunded,
    (SELECT status FROM dispute WHERE payment_id = p.id) AS dispute,
    (SELECT coalesce(json_object_agg(reference, json_build_object('status', status, 'amount', amount)), '{}') FROM refund WHERE payment_id = p.id) AS refunds,
    (SELECT coalesce(json_object_agg(account, sum), '{}') FROM (
      SELECT account, sum(e.amount) AS sum FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
      WHERE t.payment_id = p.id GROUP BY account HAVING sum(e.amount) <> 0) s) AS ledger
  FROM payment p WHERE id = $1`;

interface Look {
  readonly status: keyof typeof transitions;
  readonly captured: number;
  readonly reserved: number;
  readonly refunded: number;
  readonly dispute: keyof typeof disputeTransitions | null;
  readonly refunds: Readonly<Record<string, { status: keyof typeof refundTransitions; amount: number }>>;
  readonly ledger: Readonly<Record<string, number>>;
}

function expectStep<State extends string>(table: Readonly<Record<State, readonly State[]>>, from: State | null, to: State | null): void {
  if (from === null || from === to) return;
  expect([from, to === null ? 'nothing' : table[from].includes(to) ? 'allowed' : to]).toEqual([from, 'allowed']);
}

/** What each account must hold of a payment, by its states and by what was moved, whatever the order in which that was told. */
function ledgerOf({ status, refunds, dispute }: Look, told: ReadonlySet<Word>): Record<string, number> {
  const has = (...some: Word[]) => some.some((word) => told.has(word));
  const taken = status === 'captured' ? 1999 : status === 'conflicted' ? 2099 : 0;
  const refunded = Object.values(refunds).reduce((sum, refund) => sum + (refund.status === 'succeeded' ? refund.amount : 0), 0);
  const [out, back] = [has('withdrawn', 'won', 'reinstated') ? 1999 : 0, has('reinstated') ? 1999 : 0];
  const fees = out > 0 ? 1500 : 0;
  const accounts = {
    processor: taken - refunded - out - fees + back,
    sales: status === 'captured' ? -taken : 0,
    suspense: status === 'conflicted' ? -taken : 0,
    refunds: refunded,
    fees,
    disputes: dispute === 'lost' ? 0 : out - back,
    dispute_losses: dispute === 'lost' ? out - back : 0,
  };
  return Object.fromEntries(Object.entries(accounts).filter(([, sum]) => sum !== 0));
}

it('in any story, no state is illegal, refunds stay within what was captured, and the ledger is what was told', {
  timeout: 3_600_000,
}, async () => {
  await assert(
    asyncProperty(array(constantFrom(...words), { minLength: 1, maxLength: 12 }), async (story) => {
      const input = paymentInput();
      await house.asOrder(() => createPayment(house.ctx, input));
      const payment = await findPaymentOf(house.db, input);
      if (!payment?.reference) throw new Error('it was made a moment ago');
      const told = new Set<Word>();
      let before: Look | undefined;
      for (const word of story) {
        const { type, object } = tell(payment.reference, payment.id, word);
        const event = { id: `evt_${newId('message')}`, type, data: { object: object as Record<string, unknown> } };
        // Twice at once, as the processor may.
        await house.asOrder(() => Promise.all([receiveEvent(house.ctx, event), receiveEvent(house.ctx, event)]));
        told.add(word);
        const [now] = await house.db.rows<Look>(lookText, [payment.id]);
        if (!now) throw new Error('it is gone');
        expectStep(transitions, before?.status ?? null, now.status);
        expectStep(disputeTransitions, before?.dispute ?? null, now.dispute);
        for (const [id, refund] of Object.entries(before?.refunds ?? {}))
          expectStep(refundTransitions, refund.status, now.refunds[id]?.status ?? null);
        expect(now.refunded <= now.reserved && now.reserved <= now.captured).toBe(true);
        const open = Object.values(now.refunds).filter(({ status }) => status !== 'failed');
        expect(now.reserved).toBe(open.reduce((sum, { amount }) => sum + amount, 0));
        expect([story, now.ledger]).toEqual([story, ledgerOf(now, told)]);
        expect(Object.values(now.ledger).reduce((sum, amount) => sum + amount, 0)).toBe(0);
        before = now;
      }
    }),
    { numRuns },
  );
});
