import { newId } from '@tradewind/contracts/ids';
import { array, assert, asyncProperty, constantFrom } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refundTransitions } from '../refund/refund-state.ts';
import { expectLedgerToBalance, type Harness, paymentInput, startPaymentService } from '../test-kit.ts';
import { applyIntent, type IntentFacts } from './apply-intent.ts';
import { createPayment } from './create-payment.ts';
import { type PaymentStatus, sourcesOf, transitions } from './payment-state.ts';
import { findPaymentOf, type PaymentRow } from './payment-store.ts';

const statuses = Object.keys(transitions) as PaymentStatus[];
let house: Harness;

beforeAll(async () => {
  house = await startPaymentService({ webhooks: false });
});

afterAll(async () => {
  await expectLedgerToBalance(house);
  await house.close();
});

async function newPayment(): Promise<PaymentRow> {
  const input = paymentInput();
  await house.asOrder(() => createPayment(house.ctx, input));
  return await reload({ orderId: input.orderId });
}

async function reload({ orderId }: Pick<PaymentRow, 'orderId'>): Promise<PaymentRow> {
  const row = await findPaymentOf(house.db, { orderId });
  if (!row) throw new Error('it is gone');
  return row;
}

/** What the processor may say, by the state that it leads to. */
const words = {
  captured: { status: 'succeeded', amount_received: 1999 },
  conflicted: { status: 'succeeded', amount_received: 1998 },
  voided: { status: 'canceled', amount_received: 0 },
  failed: { status: 'requires_payment_method', amount_received: 0, last_payment_error: { code: 'card_declined' } },
  pending: { status: 'requires_action', amount_received: 0 },
} as const satisfies Record<PaymentStatus, Omit<IntentFacts, 'id' | 'currency'>>;

async function say(payment: PaymentRow, word: PaymentStatus): Promise<void> {
  const intent = { ...words[word], id: payment.reference ?? '', currency: 'usd' };
  await house.asOrder(() => applyIntent(house.ctx, { payment, intent, source: newId('message') }));
}

/** The state after a word, by the table. */
function after(from: PaymentStatus, word: PaymentStatus): PaymentStatus {
  return (transitions[from] as readonly PaymentStatus[]).includes(word) ? word : from;
}

const paths: Record<PaymentStatus, PaymentStatus[]> = {
  pending: [],
  failed: ['failed'],
  voided: ['voided'],
  captured: ['captured'],
  conflicted: ['conflicted'],
};

describe('the payment machine', () => {
  it.each(statuses.flatMap((from) => statuses.map((word) => [from, word] as const)))('from %s, told %s', async (from, word) => {
    const payment = await newPayment();
    for (const step of paths[from]) await say(payment, step);
    expect((await reload(payment)).status).toBe(from);
    await say(payment, word);
    expect((await reload(payment)).status).toBe(after(from, word));
  });

  it('follows its table through any story, keeps its sums, and tells each end once', { timeout: 120_000 }, async () => {
    await assert(
      asyncProperty(array(constantFrom(...statuses), { maxLength: 7 }), async (story) => {
        const payment = await newPayment();
        let expected: PaymentStatus = 'pending';
        for (const word of story) {
          await say(payment, word);
          expected = after(expected, word);
        }
        const row = await reload(payment);
        expect(row.status).toBe(expected);
        expect(row.captured).toBe(expected === 'captured' ? 1999 : 0);
        const told = (await house.events()).filter(({ data }) => data.paymentId === payment.id).map(({ type }) => type);
        for (const type of ['payment.captured', 'payment.voided', 'payment.conflicted']) {
          expect(told.filter((name) => name === type).length).toBeLessThanOrEqual(1);
        }
        expect(told.includes('payment.captured')).toBe(expected === 'captured');
      }),
      { numRuns: 40 },
    );
  });

  it('is left by nobody who has come to the end', () => {
    expect(transitions.captured).toEqual([]);
    expect(transitions.conflicted).toEqual([]);
    expect(sourcesOf('captured')).toEqual(['pending', 'failed', 'voided']);
    expect(refundTransitions.failed).toEqual([]);
  });
});
