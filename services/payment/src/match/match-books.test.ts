import { newId } from '@tradewind/contracts/ids';
import { eventually } from '@tradewind/testing';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reconcile } from '../jobs/reconcile.ts';
import { createPayment } from '../payment/create-payment.ts';
import { findPaymentOf, type PaymentRow } from '../payment/payment-store.ts';
import { refundPayment } from '../refund/refund-payment.ts';
import { expectBooksToAgree, expectLedgerToBalance, type Harness, ledgerOf, paymentInput, startPaymentService, visa } from '../test-kit.ts';
import { listDiscrepancies } from './list-discrepancies.ts';
import { matchBooks } from './match-books.ts';
import { readReconciliation } from './read-reconciliation.ts';
import { settleDiscrepancy } from './settle-discrepancy.ts';

let house: Harness;

beforeAll(async () => {
  house = await startPaymentService({ webhooks: true });
});

afterAll(async () => {
  await expectLedgerToBalance(house);
  await house.close();
});

/** Dice that fall the same way in each run: mulberry32. */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

const currencies = ['USD', 'USD', 'EUR', 'JPY', 'KWD'] as const;
const compare = () => house.asOrder(() => matchBooks(house.ctx, new Date(Date.now() + 6 * 60_000)));
const open = async () => (await listDiscrepancies(house.ctx, { state: 'open', limit: 100 })).items;

async function pay(amountMinor: number, currency: (typeof currencies)[number], paymentMethodId = 'pm_card_visa'): Promise<PaymentRow> {
  const input = paymentInput({ ...visa, paymentMethodId, amount: { amountMinor, currency } });
  await house.asOrder(() => createPayment(house.ctx, input));
  const payment = await findPaymentOf(house.db, input);
  if (!payment) throw new Error('it was made a moment ago');
  return payment;
}

/** Waits until nothing is on its way any more. */
async function atRest() {
  await eventually(
    async () => {
      await house.db.rows('UPDATE payment SET next_check_at = now() WHERE next_check_at IS NOT NULL');
      await house.asOrder(() => reconcile(house.ctx));
      const moving =
        await house.db.rows(`SELECT 1 FROM dispute WHERE status LIKE '%under_review' UNION ALL SELECT 1 FROM refund WHERE status = 'pending'
      UNION ALL SELECT 1 FROM payout WHERE status = 'pending' UNION ALL SELECT 1 FROM webhook_event WHERE handled_at IS NULL`);
      expect(moving).toEqual([]);
      await expectBooksToAgree(house);
    },
    { timeoutMs: 60_000 },
  );
}

describe('the books of some hundred payments', () => {
  /** Payments that nothing happened to but that they were paid. */
  const plain: PaymentRow[] = [];

  it('agree, whatever happened to them', { timeout: 180_000 }, async () => {
    const roll = dice(20_261_125);
    for (let count = 0; count < 220; count += 1) {
      const [amount, currency] = [100 + roll(20_000), currencies[roll(currencies.length)] ?? 'USD'];
      const fate = roll(10);
      if (fate < 5) plain.push(await pay(amount, currency));
      else if (fate < 8) {
        const { orderId } = await pay(
          amount,
          currency,
          fate === 7 ? 'pm_card_refundFail' : fate === 6 ? 'pm_card_pendingRefund' : 'pm_card_visa',
        );
        const part = { amountMinor: 1 + roll(amount), currency };
        await house.asOrder(() => refundPayment(house.ctx, { orderId, refundId: newId('refund'), amount: part, reason: 'r' }));
      } else {
        const { reference } = await pay(amount, currency, roll(4) === 0 ? 'pm_card_createDisputeInquiry' : 'pm_card_createDispute');
        const [dispute] = (await house.stripe.disputes.list({ payment_intent: reference ?? '' })).data;
        const text = ['winning_evidence', 'losing_evidence', undefined][roll(3)];
        if (dispute && text) await house.stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: text } });
      }
      if (count % 40 === 39) {
        const { items } = await house.control<{ items: { id: string }[] }>('payouts');
        if (count > 100 && items[0]) await house.control(`payouts/${items[0].id}/fail`);
      }
    }
    await atRest();
    const found = await compare();
    expect(found).toMatchObject({ differs: 0, open: 0, failed: 0, left: 0, feeBooked: 0, movementBooked: 0, stateTold: 0 });
    expect((found.matched ?? 0) + (found.agrees ?? 0)).toBeGreaterThan(600);
    expect(await open()).toEqual([]);
    const { balances, comparedAt } = await readReconciliation(house.ctx);
    expect(balances.length).toBe(4);
    for (const { ours, theirs } of balances) expect(ours).toEqual(theirs);
    expect(comparedAt).not.toBeNull();
  });

  it('that have drifted are found, each for what it is and nothing else, and agree again once it is booked', {
    timeout: 120_000,
  }, async () => {
    const drift = (order: object) => house.control('drift', order);
    const expected = new Map<string, string>();
    const take = () => {
      const payment = plain.pop();
      if (!payment?.reference) throw new Error('too few payments');
      return payment;
    };
    const chargeOf = async ({ reference }: PaymentRow) =>
      (await house.stripe.charges.list({ payment_intent: reference ?? '', expand: ['data.balance_transaction'] }))
        .data[0] as Stripe.Charge & {
        balance_transaction: Stripe.BalanceTransaction;
      };
    for (let count = 0; count < 4; count += 1) {
      const gone = take();
      const { id, balance_transaction: movement } = await chargeOf(gone);
      await drift({ drop: id });
      expected.set(gone.id, 'charge_missing').set(movement.id, 'fee_differs');
      const changed = await chargeOf(take());
      await drift({ change: changed.id, amount: changed.amount + 1 + count });
      expected.set(changed.id, 'charge_differs');
      const dear = await chargeOf(take());
      await drift({ change: dear.id, fee: dear.balance_transaction.fee + 1 + count });
      expected.set(dear.balance_transaction.id, 'fee_differs');
      expected.set((await drift({ add: { amount: 77 - 40 * count, currency: 'usd', fee: count } })).id, 'movement_unknown');
      const stray = { amount: 700 + count, currency: 'usd', payment_method: 'pm_card_visa', confirm: true };
      expected.set(String((await house.stripe.paymentIntents.create(stray)).latest_charge), 'charge_unknown');
    }
    const movements: Stripe.BalanceTransaction[] = [];
    for await (const movement of house.stripe.balanceTransactions.list({ limit: 100 })) movements.push(movement);
    const withdrawn = movements.find(({ reporting_category }) => reporting_category === 'dispute');
    const sent = movements.findLast(({ type }) => type === 'payout');
    for (const [movement, kind] of [
      [withdrawn, 'dispute_missing'],
      [sent, 'payout_missing'],
    ] as const) {
      await drift({ drop: movement?.id });
      expected.set(movement?.id ?? '', kind);
    }
    const paid = (await house.stripe.payouts.list({ status: 'paid', limit: 100 })).data.find(({ id }) => id !== sent?.source);
    await drift({ failPayout: paid?.id });
    expected.set(String((await house.stripe.payouts.retrieve(paid?.id ?? '')).failure_balance_transaction), 'payout_failed');

    const found = await compare();
    expect(found).toMatchObject({ failed: 0, left: 0 });
    const items = await open();
    expect(new Map(items.map(({ subject, kind }) => [subject, kind]))).toEqual(expected);
    for (const { ours, theirs } of items) expect(ours).not.toEqual(theirs);

    for (const { subject } of items) {
      await house.asOrder(() => settleDiscrepancy(house.ctx, { subject, action: 'book', reason: 'planted by a test' }));
    }
    await expectBooksToAgree(house);
    expect(await compare()).toMatchObject({ open: 0, failed: 0 });
    expect(await open()).toEqual([]);
    const settled = (await listDiscrepancies(house.ctx, { state: 'settled', limit: 100 })).items;
    expect(settled.map(({ action }) => action?.action)).toEqual(settled.map(() => 'booked'));
    expect(settled[0]?.action).toMatchObject({ reason: 'planted by a test', actor: 'order' });
    const { balances } = await readReconciliation(house.ctx);
    for (const { ours, theirs } of balances) expect(ours).toEqual(theirs);
  });

  it('may differ as somebody has accepted, until they differ otherwise', async () => {
    const { id: subject } = await house.control('drift', { add: { amount: 500, currency: 'usd' } });
    await compare();
    const before = await ledgerOf(house);
    const settle = (action: 'accept' | 'book') => house.asOrder(() => settleDiscrepancy(house.ctx, { subject, action, reason: 'known' }));
    await settle('accept');
    await expect(settle('book')).rejects.toMatchObject({ code: 'CONFLICT' });
    await compare();
    expect(await open()).toEqual([]);
    expect(await ledgerOf(house)).toEqual(before);
    await expect(
      house.asOrder(() => settleDiscrepancy(house.ctx, { subject: 'txn_nowhere', action: 'book', reason: 'r' })),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(house.db.rows(`UPDATE discrepancy_action SET reason = 'another'`)).rejects.toThrow('append-only');
  });
});

describe('what only nobody told us', () => {
  it('is written down: a dispute, an inquiry, a payout, and what became of them', async () => {
    const quiet = await startPaymentService({ webhooks: false });
    try {
      const see = () => quiet.asOrder(() => matchBooks(quiet.ctx, new Date(Date.now() + 6 * 60_000)));
      for (const paymentMethodId of [
        'pm_card_visa',
        'pm_card_createDispute',
        'pm_card_createDisputeInquiry',
        'pm_card_visa',
        'pm_card_visa',
      ]) {
        await quiet.asOrder(() => createPayment(quiet.ctx, paymentInput({ ...visa, paymentMethodId })));
      }
      const { items } = await quiet.control<{ items: { id: string }[] }>('payouts');
      expect(await see()).toMatchObject({ movementBooked: 2, stateTold: 1, differs: 0 });
      await expectBooksToAgree(quiet);
      const [inquiry, dispute] = (await quiet.stripe.disputes.list()).data;
      await quiet.stripe.disputes.close(inquiry?.id ?? '');
      await quiet.stripe.disputes.close(dispute?.id ?? '');
      await eventually(async () => expect((await quiet.stripe.payouts.retrieve(items[0]?.id ?? '')).status).toBe('paid'));
      expect(await see()).toMatchObject({ movementBooked: 0, differs: 0 });
      expect(await see()).toMatchObject({ movementBooked: 0, stateTold: 0, differs: 0 });
      const rows = await quiet.db.rows(`SELECT status FROM dispute UNION ALL SELECT status FROM payout ORDER BY status`);
      expect(rows).toEqual([{ status: 'lost' }, { status: 'paid' }, { status: 'warning_closed' }]);
      await expectBooksToAgree(quiet);
    } finally {
      await quiet.close();
    }
  });
});
