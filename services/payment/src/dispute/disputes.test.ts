import { newId } from '@tradewind/contracts/ids';
import { eventually } from '@tradewind/testing';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { reconcile } from '../jobs/reconcile.ts';
import { matchProcessor } from '../match/match-processor.ts';
import { createPayment } from '../payment/create-payment.ts';
import { readPayment } from '../payment/read-payment.ts';
import { refundPayment } from '../refund/refund-payment.ts';
import { expectBooksToAgree, expectLedgerToBalance, type Harness, paymentInput, startPaymentService, visa } from '../test-kit.ts';
import { acceptDispute } from './accept-dispute.ts';
import { addFile } from './add-file.ts';
import { applyDispute } from './apply-dispute.ts';
import { disputeSourcesOf, disputeTransitions, isClosed } from './dispute-state.ts';
import { listDisputes } from './list-disputes.ts';
import { readDispute } from './read-dispute.ts';
import { remindDisputes } from './remind-disputes.ts';
import { removeFile } from './remove-file.ts';
import { saveEvidence } from './save-evidence.ts';
import { submitEvidence } from './submit-evidence.ts';

let house: Harness;

beforeAll(async () => {
  house = await startPaymentService({ webhooks: true });
});

afterAll(async () => {
  await eventually(() => expectBooksToAgree(house));
  await expectLedgerToBalance(house);
  await house.close();
});

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
const asStaff = <T>(work: () => Promise<T>) => house.asOrder(work);

/** A payment that a bank disputes, and the dispute once we know of it. */
async function disputed(how: { card?: string; dueInSeconds?: number } = {}) {
  const { card = 'pm_card_createDispute', dueInSeconds } = how;
  const input = paymentInput({ ...visa, paymentMethodId: dueInSeconds === undefined ? card : 'pm_card_visa' });
  await house.asOrder(() => createPayment(house.ctx, input));
  const { id: paymentId, reference } = await readPayment(house.ctx, input);
  if (dueInSeconds !== undefined) {
    const { latest_charge: charge } = await house.stripe.paymentIntents.retrieve(reference ?? '');
    await house.control('disputes', { charge, dueInSeconds });
  }
  const disputeId = await eventually(async () => {
    const [row] = await house.db.rows<{ id: string }>(
      `SELECT d.id FROM dispute d WHERE payment_id = $1 AND (status LIKE 'warning%' OR EXISTS (SELECT 1 FROM ledger_transaction WHERE dispute_id = d.id))`,
      [paymentId],
    );
    if (!row) throw new Error('nobody told');
    return row.id as `dsp_${string}`;
  });
  return { disputeId, paymentId, input };
}

const read = (disputeId: string) => readDispute(house.ctx, { disputeId });
const told = async (disputeId: string) => (await house.events()).filter(({ data }) => data.disputeId === disputeId);
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
const becomes = (disputeId: string, status: string) => eventually(async () => expect((await read(disputeId)).status).toBe(status));
const settled = async (disputeId: string, money: object) => eventually(async () => expect((await read(disputeId)).money).toEqual(money));

describe('a dispute', () => {
  it('withholds its amount and costs a fee, and is told', async () => {
    const { disputeId, paymentId, input } = await disputed();
    const dispute = await read(disputeId);
    expect(dispute).toMatchObject({
      ...{ status: 'needs_response', reason: 'fraudulent', orderId: input.orderId, amount: usd(1999) },
      money: { withheld: usd(1999), lost: usd(0), fees: usd(1500) },
    });
    expect(await told(disputeId)).toEqual([
      { type: 'payment.disputed', data: { paymentId, orderId: input.orderId, disputeId, amount: usd(1999), dueAt: dispute.dueAt } },
    ]);
    const { items } = await listDisputes(house.ctx, { limit: 1 });
    expect(items[0]?.id).toBe(disputeId);
  });

  it.each([
    ['winning_evidence', 'won', { withheld: usd(0), lost: usd(0), fees: usd(1500) }],
    ['losing_evidence', 'lost', { withheld: usd(0), lost: usd(1999), fees: usd(1500) }],
  ])('with %s is %s, in the ledger too', async (uncategorized_text, status, money) => {
    const { disputeId } = await disputed();
    await asStaff(() => saveEvidence(house.ctx, { disputeId, evidence: { uncategorized_text, customer_name: '' } }));
    const file = await asStaff(() => addFile(house.ctx, { disputeId, kind: 'receipt', name: 'r.pdf', bytes: pdf }));
    expect(file).toMatchObject({ kind: 'receipt', mediaType: 'application/pdf', size: pdf.length });
    const submitted = await asStaff(() => submitEvidence(house.ctx, { disputeId }));
    expect(submitted).toMatchObject({ status: 'under_review', evidence: { uncategorized_text }, submittedAt: expect.any(String) });
    const there = await house.stripe.disputes.retrieve(submitted.reference);
    expect(there.evidence).toMatchObject({ uncategorized_text, receipt: expect.stringMatching(/^file_/) });
    expect(there.evidence_details.submission_count).toBe(1);
    await becomes(disputeId, status);
    await settled(disputeId, money);
    await eventually(async () => {
      expect((await told(disputeId)).map(({ type, data }) => [type, data.outcome])).toEqual([
        ['payment.disputed', undefined],
        ['payment.dispute_closed', status],
      ]);
    });
    const types = (await read(disputeId)).timeline.map(({ type }) => type);
    expect(types.filter((type) => !type.startsWith('dispute_'))).toEqual([
      ...['opened', 'evidence_saved', 'file_added', 'submitted', 'status_changed', 'status_changed'],
    ]);
  });

  it('that is an inquiry withholds nothing until the bank insists', async () => {
    const { disputeId } = await disputed({ card: 'pm_card_createDisputeInquiry' });
    const { reference, money } = await read(disputeId);
    expect(money).toEqual({ withheld: usd(0), lost: usd(0), fees: usd(0) });
    await house.control(`disputes/${reference}/escalate`);
    await settled(disputeId, { withheld: usd(1999), lost: usd(0), fees: usd(1500) });
    expect((await read(disputeId)).status).toBe('needs_response');
    await house.control(`disputes/${reference}/lose`);
    await settled(disputeId, { withheld: usd(0), lost: usd(1999), fees: usd(1500) });
  });

  it('that comes of an inquiry is answered anew, and reminded of anew, although the inquiry was', async () => {
    const { disputeId } = await disputed({ card: 'pm_card_createDisputeInquiry' });
    await asStaff(() => saveEvidence(house.ctx, { disputeId, evidence: { product_description: 'A kettle.' } }));
    await asStaff(() => submitEvidence(house.ctx, { disputeId }));
    await becomes(disputeId, 'warning_under_review');
    await house.db.rows('UPDATE dispute SET reminded_days = 1 WHERE id = $1', [disputeId]);
    const { reference } = await read(disputeId);
    await house.control(`disputes/${reference}/escalate`);
    await becomes(disputeId, 'needs_response');
    // Cut short between the note and the processor: what was sent for the inquiry is not taken for it.
    await house.db.rows('UPDATE dispute SET submit_requested_at = now(), next_check_at = now() WHERE id = $1', [disputeId]);
    await asStaff(() => reconcile(house.ctx));
    await becomes(disputeId, 'under_review');
    const rows = await house.db.rows(
      "SELECT reminded_days, submitted_at > now() - interval '1 minute' AS sent FROM dispute WHERE id = $1",
      [disputeId],
    );
    expect(rows).toEqual([{ reminded_days: null, sent: true }]);
  });

  it('keeps its payment from being refunded beside it', async () => {
    const { input } = await disputed();
    const ask = { orderId: input.orderId, refundId: newId('refund'), amount: input.amount, reason: 'r' };
    expect(await house.asOrder(() => refundPayment(house.ctx, ask))).toMatchObject({ status: 'failed' });
    expect((await readPayment(house.ctx, input)).refunded.amountMinor).toBe(0);
  });

  it('that nobody told of is found, and followed to its end, by the sweeps', async () => {
    const quiet = await startPaymentService({ webhooks: false });
    onTestFinished(() => quiet.close());
    const input = paymentInput({ ...visa, paymentMethodId: 'pm_card_createDispute' });
    await quiet.asOrder(() => createPayment(quiet.ctx, input));
    await quiet.asOrder(() => matchProcessor(quiet.ctx, new Date(Date.now() + 6 * 60_000)));
    const known = () => quiet.db.rows<{ reference: string; status: string }>('SELECT reference, status FROM dispute');
    const [dispute] = await known();
    expect(dispute?.status).toBe('needs_response');
    await quiet.stripe.disputes.close(dispute?.reference ?? '');
    await quiet.db.rows('UPDATE dispute SET next_check_at = now()');
    expect(await quiet.asOrder(() => reconcile(quiet.ctx))).toMatchObject({ disputeChecked: 1 });
    expect(await known()).toMatchObject([{ status: 'lost' }]);
  });
});

describe('evidence', () => {
  it('is refused when it is nothing, submitted already, decided, or late', async () => {
    const { disputeId } = await disputed();
    await expect(asStaff(() => submitEvidence(house.ctx, { disputeId }))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      extras: { errors: [{ path: 'evidence' }] },
    });
    const save = (id = disputeId) => asStaff(() => saveEvidence(house.ctx, { disputeId: id, evidence: { product_description: 'A lamp' } }));
    await save();
    await asStaff(() => submitEvidence(house.ctx, { disputeId }));
    await expect(save()).rejects.toMatchObject({ code: 'CONFLICT' });
    const late = await disputed({ dueInSeconds: -5 });
    await expect(save(late.disputeId)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(save(newId('dispute'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is submitted once, by however many at once, and a lost answer is made good', async () => {
    const { disputeId } = await disputed();
    await asStaff(() => saveEvidence(house.ctx, { disputeId, evidence: { product_description: 'A lamp' } }));
    await house.faults({ errorRate: 1 });
    const submit = () => asStaff(() => submitEvidence(house.ctx, { disputeId }));
    const answers = await Promise.all([submit(), submit(), submit()]);
    expect(answers.map(({ submittedAt }) => submittedAt)).toEqual([null, null, null]);
    await house.faults({});
    const { reference } = await read(disputeId);
    expect((await house.stripe.disputes.retrieve(reference)).status).toBe('needs_response');
    await house.db.rows(`UPDATE dispute SET next_check_at = now() WHERE id = $1`, [disputeId]);
    await asStaff(() => reconcile(house.ctx));
    expect(await read(disputeId)).toMatchObject({ status: 'under_review', submittedAt: expect.any(String) });
    expect((await house.stripe.disputes.retrieve(reference)).evidence_details.submission_count).toBe(1);
    expect((await read(disputeId)).timeline.filter(({ type }) => type === 'submitted')).toHaveLength(1);
  });

  it('that the processor does not take may be changed again', async () => {
    const { disputeId } = await disputed();
    await asStaff(() => saveEvidence(house.ctx, { disputeId, evidence: { product_description: 'A lamp' } }));
    await house.db.rows(`INSERT INTO dispute_file VALUES ($1, $2, 'receipt', 'r', 'application/pdf', 5, 'file_of_nobody')`, [
      newId('disputeFile'),
      disputeId,
    ]);
    await expect(asStaff(() => submitEvidence(house.ctx, { disputeId }))).rejects.toMatchObject({ code: 'CONFLICT' });
    const { files, submitRequestedAt } = await read(disputeId);
    expect(submitRequestedAt).toBeNull();
    await asStaff(() => removeFile(house.ctx, { disputeId, fileId: files[0]?.id ?? 'dfl_' }));
    expect(await asStaff(() => submitEvidence(house.ctx, { disputeId }))).toMatchObject({ status: 'under_review', files: [] });
  });

  it('in files is what its content says, and one of each kind', async () => {
    const { disputeId } = await disputed();
    const add = (bytes: Buffer) => asStaff(() => addFile(house.ctx, { disputeId, kind: 'receipt', name: 'receipt.pdf', bytes }));
    for (const bytes of ['<html>%PDF-', 'GIF89a', '', '%PDF-1.7 cut off'].map((text) => Buffer.from(text))) {
      await expect(add(bytes)).rejects.toMatchObject({ code: 'INVALID_INPUT', extras: { errors: [{ path: 'file' }] } });
    }
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(200), Buffer.from([0xff, 0xd9])]);
    expect(await add(jpeg)).toMatchObject({ mediaType: 'image/jpeg' });
    const { id } = await add(pdf);
    expect((await read(disputeId)).files).toMatchObject([{ id, mediaType: 'application/pdf' }]);
  });
});

describe('giving in', () => {
  const accept = (disputeId: string) => asStaff(() => acceptDispute(house.ctx, { disputeId }));

  it('leaves the money to the bank, once, by however many at once', async () => {
    const { disputeId, paymentId } = await disputed();
    const results = await Promise.all([1, 2, 3].map(() => accept(disputeId)));
    await becomes(disputeId, 'lost');
    await settled(disputeId, { withheld: usd(0), lost: usd(1999), fees: usd(1500) });
    expect(results.every(({ acceptRequestedAt }) => acceptRequestedAt !== null)).toBe(true);
    const { timeline } = await accept(disputeId);
    expect(timeline.filter(({ type }) => type === 'accepted')).toEqual([expect.objectContaining({ actor: 'order' })]);
    expect((await told(disputeId)).map(({ type, data }) => [type, data.paymentId])).toEqual([
      ['payment.disputed', paymentId],
      ['payment.dispute_closed', paymentId],
    ]);
  });

  it('closes an inquiry, which withholds nothing', async () => {
    const { disputeId } = await disputed({ card: 'pm_card_createDisputeInquiry' });
    expect(await accept(disputeId)).toMatchObject({ status: 'warning_closed', money: { lost: usd(0) } });
  });

  it('and evidence exclude each other', async () => {
    const { disputeId } = await disputed();
    await asStaff(() => saveEvidence(house.ctx, { disputeId, evidence: { product_description: 'A kettle.' } }));
    const [submitted, accepted] = await Promise.allSettled([asStaff(() => submitEvidence(house.ctx, { disputeId })), accept(disputeId)]);
    expect([submitted.status, accepted.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    const other = await disputed();
    await accept(other.disputeId);
    for (const late of [
      () => saveEvidence(house.ctx, { disputeId: other.disputeId, evidence: {} }),
      () => submitEvidence(house.ctx, { disputeId: other.disputeId }),
    ])
      await expect(asStaff(late)).rejects.toMatchObject({ code: expect.stringMatching(/CONFLICT|INVALID_INPUT/) });
    await expect(accept(newId('dispute'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is refused where the bank was faster, and made good where the answer was lost', async () => {
    const quiet = await startPaymentService({ webhooks: false });
    onTestFinished(() => quiet.close());
    const open = async () => {
      const input = paymentInput({ ...visa, paymentMethodId: 'pm_card_createDispute' });
      await quiet.asOrder(() => createPayment(quiet.ctx, input));
      const [dispute] = (await quiet.stripe.disputes.list({ payment_intent: (await readPayment(quiet.ctx, input)).reference ?? '' })).data;
      if (!dispute) throw new Error('it is disputed');
      await quiet.asOrder(() => applyDispute(quiet.ctx, dispute));
      const [row] = await quiet.db.rows<{ id: `dsp_${string}` }>('SELECT id FROM dispute WHERE reference = $1', [dispute.id]);
      return { disputeId: row?.id ?? '', reference: dispute.id };
    };
    const status = async (disputeId: string) => (await readDispute(quiet.ctx, { disputeId })).status;
    const decided = await open();
    await quiet.control(`disputes/${decided.reference}/win`);
    await expect(quiet.asOrder(() => acceptDispute(quiet.ctx, decided))).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await readDispute(quiet.ctx, decided)).acceptRequestedAt).toBeNull();
    const lost = await open();
    await quiet.faults({ resetRate: 1 });
    expect((await quiet.asOrder(() => acceptDispute(quiet.ctx, lost))).status).toBe('needs_response');
    await quiet.faults({});
    await quiet.db.rows('UPDATE dispute SET next_check_at = now()');
    await quiet.asOrder(() => reconcile(quiet.ctx));
    expect([await status(decided.disputeId), await status(lost.disputeId)]).toEqual(['won', 'lost']);
    await expectBooksToAgree(quiet);
  });
});

describe('reminders', () => {
  it('come three days before and on the last day, once each, and not for what was answered', async () => {
    const day = 86_400;
    const [soon, today, far, answered] = [
      await disputed({ dueInSeconds: 3 * day - 60 }),
      await disputed({ dueInSeconds: day - 60 }),
      await disputed({ dueInSeconds: 3 * day + 60 }),
      await disputed({ dueInSeconds: day - 60 }),
    ];
    await asStaff(() => saveEvidence(house.ctx, { disputeId: answered.disputeId, evidence: { product_description: 'A lamp' } }));
    await asStaff(() => submitEvidence(house.ctx, { disputeId: answered.disputeId }));
    const remind = () => asStaff(() => remindDisputes(house.ctx));
    expect(await remind()).toEqual({ reminded: 2 });
    expect(await remind()).toEqual({ reminded: 0 });
    await house.db.rows(`UPDATE dispute SET due_at = now() + interval '23 hours' WHERE id = $1`, [soon.disputeId]);
    expect(await remind()).toEqual({ reminded: 1 });
    const due = async ({ disputeId }: { disputeId: string }) =>
      (await told(disputeId)).filter(({ type }) => type === 'payment.dispute_due').map(({ data }) => data.days);
    expect([await due(soon), await due(today), await due(far), await due(answered)]).toEqual([[3, 1], [1], [], []]);
  });
});

describe('the dispute machine', () => {
  it('leads nowhere back, and has three ends', () => {
    const ends = (Object.keys(disputeTransitions) as (keyof typeof disputeTransitions)[]).filter(isClosed);
    expect(ends).toEqual(['warning_closed', 'won', 'lost']);
    expect(disputeSourcesOf('under_review')).toEqual(['warning_needs_response', 'warning_under_review', 'needs_response']);
  });

  it('is followed by the sandbox, event by event', async () => {
    const { disputeId } = await disputed();
    const { reference } = await read(disputeId);
    await house.stripe.disputes.update(reference, { evidence: { uncategorized_text: 'winning_evidence' } });
    await becomes(disputeId, 'won');
    const seen: Stripe.Event[] = [];
    for await (const event of house.stripe.events.list({ limit: 100 })) seen.push(event);
    const states = seen.flatMap(({ data: { object } }) =>
      'status' in object && 'id' in object && object.id === reference ? [object.status] : [],
    );
    expect(new Set(states)).toEqual(new Set(['won', 'under_review', 'needs_response']));
  });
});
