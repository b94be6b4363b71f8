import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { control, refused, sandboxForEach, until } from '../test-kit.ts';
import { feeOf } from './balance.ts';

const house = sandboxForEach();

const pay = (payment_method = 'pm_card_visa', more: object = {}) =>
  house.stripe.paymentIntents.create({ amount: 1999, currency: 'usd', payment_method, confirm: true, ...more });
const movements = async () => (await house.stripe.balanceTransactions.list({ limit: 100 })).data.toReversed();
const held = async () => (await house.stripe.balance.retrieve()).available.find(({ currency }) => currency === 'usd')?.amount ?? 0;

it.each([
  [1999, 88],
  [1000, 59],
  [50, 31],
  [17, 30],
  [18, 31],
  [99_999_999, 2_900_030],
])('a charge of %i costs %i: 2.9 % half up, and 30', (amount, fee) => expect(feeOf(amount)).toBe(fee));

describe('balance transactions', () => {
  it('tell what a charge brought, at once and with the charge', async () => {
    const intent = await pay('pm_card_visa', { expand: ['latest_charge.balance_transaction'] });
    const charge = intent.latest_charge as Stripe.Charge;
    expect(charge.balance_transaction).toMatchObject({
      ...{ object: 'balance_transaction', type: 'charge', source: charge.id, amount: 1999, fee: 88, net: 1911, currency: 'usd' },
      fee_details: [{ amount: 88, type: 'stripe_fee' }],
    });
    expect(await held()).toBe(1911);
  });

  it('come with the capture, of what was captured', async () => {
    const { id, latest_charge } = await pay('pm_card_visa', { capture_method: 'manual' });
    expect((await house.stripe.charges.retrieve(String(latest_charge))).balance_transaction).toBeNull();
    await house.stripe.paymentIntents.capture(id, { amount_to_capture: 1000 });
    expect(await movements()).toMatchObject([{ type: 'charge', amount: 1000, fee: 59 }]);
  });

  it('tell of refunds, which give back no fee, when the money goes', async () => {
    const { id } = await pay('pm_card_pendingRefund');
    const refund = await house.stripe.refunds.create({ payment_intent: id, amount: 500 });
    expect(refund).toMatchObject({ status: 'pending', balance_transaction: null });
    expect(await held()).toBe(1911);
    await until(() => house.receiver.types().includes('refund.updated'));
    expect((await movements())[1]).toMatchObject({ type: 'refund', source: refund.id, amount: -500, fee: 0 });
    expect(await held()).toBe(1411);
  });

  it('tell of refunds that come back', async () => {
    const { id } = await pay('pm_card_refundFail');
    const refund = await house.stripe.refunds.create({ payment_intent: id, amount: 500 });
    await until(() => house.receiver.types().includes('refund.failed'));
    const back = (await movements())[2];
    expect(back).toMatchObject({ type: 'refund_failure', source: refund.id, amount: 500 });
    expect(await house.stripe.refunds.retrieve(refund.id)).toMatchObject({ failure_balance_transaction: back?.id });
    expect(await held()).toBe(1911);
  });

  it('are found by what they are of', async () => {
    const { id } = await pay();
    const refund = await house.stripe.refunds.create({ payment_intent: id });
    const found = await house.stripe.balanceTransactions.list({ source: refund.id, expand: ['data.source'] });
    expect(found.data).toMatchObject([{ type: 'refund', source: { id: refund.id, object: 'refund' } }]);
    expect((await house.stripe.balanceTransactions.list({ type: 'charge' })).data).toHaveLength(1);
    expect(await house.stripe.balanceTransactions.retrieve(found.data[0]?.id ?? '')).toMatchObject({ type: 'refund' });
  });
});

describe('disputes', () => {
  async function disputed(card = 'pm_card_createDispute') {
    const { id } = await pay(card);
    const [dispute] = (await house.stripe.disputes.list({ payment_intent: id })).data;
    if (!dispute) throw new Error('none was opened');
    return dispute;
  }
  const ofDisputes = () => house.receiver.types().filter((type) => type.startsWith('charge.dispute.'));

  it('withdraw the amount and a fee when they open', async () => {
    const dispute = await disputed();
    expect(dispute).toMatchObject({
      status: 'needs_response',
      amount: 1999,
      balance_transactions: [{ amount: -1999, fee: 1500, net: -3499 }],
    });
    expect(await held()).toBe(1911 - 3499);
    await until(() => ofDisputes().length === 2);
    expect(ofDisputes().toSorted()).toEqual(['charge.dispute.created', 'charge.dispute.funds_withdrawn']);
    expect((await refused(house.stripe.refunds.create({ charge: String(dispute.charge) }))).code).toBe('charge_disputed');
  });

  it.each([
    ['winning_evidence', 'won', 1911 - 1500, ['closed', 'created', 'funds_reinstated', 'funds_withdrawn', 'updated']],
    ['losing_evidence', 'lost', 1911 - 3499, ['closed', 'created', 'funds_withdrawn', 'updated']],
  ])('with %s are %s', async (uncategorized_text, status, left, told) => {
    const { id } = await disputed();
    expect(await house.stripe.disputes.update(id, { evidence: { uncategorized_text }, submit: true })).toMatchObject({
      status: 'under_review',
      evidence_details: { has_evidence: true, submission_count: 1 },
    });
    await until(async () => (await house.stripe.disputes.retrieve(id)).status === status);
    expect(await held()).toBe(left);
    await until(() => ofDisputes().length === told.length);
    expect(ofDisputes().toSorted()).toEqual(told.map((name) => `charge.dispute.${name}`));
    expect((await refused(house.stripe.disputes.update(id, { evidence: { customer_name: 'A' } }))).code).toBe('dispute_already_closed');
  });

  it('keep evidence that is not submitted, and are lost when they are given up', async () => {
    const { id } = await disputed();
    const staged = await house.stripe.disputes.update(id, { evidence: { customer_name: 'Ada' }, submit: false });
    expect(staged).toMatchObject({
      status: 'needs_response',
      evidence: { customer_name: 'Ada' },
      evidence_details: { submission_count: 0 },
    });
    expect((await house.stripe.disputes.close(id)).status).toBe('lost');
    await refused(house.stripe.disputes.close(id));
  });

  it('may be an inquiry first, which withdraws nothing until the bank insists', async () => {
    const { id } = await disputed('pm_card_createDisputeInquiry');
    expect(await house.stripe.disputes.retrieve(id)).toMatchObject({ status: 'warning_needs_response', balance_transactions: [] });
    const escalated = await control<Stripe.Dispute>(house.sandbox.url, `disputes/${id}/escalate`);
    expect(escalated).toMatchObject({ status: 'needs_response', balance_transactions: [{ net: -3499 }] });
    const { id: other } = await disputed('pm_card_createDisputeInquiry');
    await house.stripe.disputes.update(other, { evidence: { uncategorized_text: 'winning_evidence' } });
    await until(async () => (await house.stripe.disputes.retrieve(other)).status === 'warning_closed');
  });

  it('take no evidence when their time is over', async () => {
    const { latest_charge: charge } = await pay();
    const { id } = await control(house.sandbox.url, 'disputes', { charge, dueInSeconds: -1 });
    expect((await house.stripe.disputes.retrieve(id)).evidence_details.past_due).toBe(true);
    expect((await refused(house.stripe.disputes.update(id, { evidence: { customer_name: 'A' } }))).code).toBe('dispute_past_due');
  });

  it('take files as evidence, by their content', async () => {
    const { id } = await disputed();
    const upload = (data: Buffer, name = 'receipt.pdf') =>
      house.stripe.files.create({ purpose: 'dispute_evidence', file: { data, name, type: 'application/octet-stream' } });
    const file = await upload(Buffer.from('%PDF-1.7\r\n\r\nbytes'));
    expect(file).toMatchObject({ object: 'file', purpose: 'dispute_evidence', type: 'pdf', size: 17, filename: 'receipt.pdf' });
    expect(await house.stripe.disputes.update(id, { evidence: { receipt: file.id } })).toMatchObject({ evidence: { receipt: file.id } });
    expect((await refused(upload(Buffer.from('<html>')))).param).toBe('file');
    expect((await refused(upload(Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(5 * 1_048_576)])))).param).toBe('file');
    const { id: other } = await disputed();
    expect((await refused(house.stripe.disputes.update(other, { evidence: { receipt: 'file_nowhere' } }))).param).toBe('evidence[receipt]');
    const unknown = { evidence: { shoe_size: '9' } } as Stripe.DisputeUpdateParams;
    expect((await refused(house.stripe.disputes.update(other, unknown))).param).toBe('evidence[shoe_size]');
  });
});

describe('payouts', () => {
  it('leave the account when they are made, and arrive', async () => {
    await pay();
    const payout = await house.stripe.payouts.create({ amount: 1000, currency: 'usd' });
    expect(payout).toMatchObject({ status: 'pending', amount: 1000 });
    expect(await held()).toBe(911);
    await until(() => house.receiver.types().includes('payout.paid'));
    expect((await house.stripe.payouts.retrieve(payout.id)).status).toBe('paid');
    expect((await refused(house.stripe.payouts.create({ amount: 912, currency: 'usd' }))).code).toBe('balance_insufficient');
  });

  it('are sent back by a bank, also when they were paid', async () => {
    await pay();
    const { items } = await control<{ items: { id: string; amount: number }[] }>(house.sandbox.url, 'payouts');
    const [{ id, amount } = { id: '', amount: 0 }] = items;
    expect(amount).toBe(1911);
    await until(() => house.receiver.types().includes('payout.paid'));
    await control(house.sandbox.url, `payouts/${id}/fail`);
    await until(() => house.receiver.types().includes('payout.failed'));
    const failed = await house.stripe.payouts.retrieve(id);
    expect(failed).toMatchObject({ status: 'failed', failure_code: 'account_closed' });
    expect((await movements()).at(-1)).toMatchObject({ id: failed.failure_balance_transaction, type: 'payout_failure', amount: 1911 });
    expect(await held()).toBe(1911);
  });
});

it('drift is planted, and nobody is told', async () => {
  const intent = await pay();
  const charge = String(intent.latest_charge);
  const { items } = await control<{ items: { id: string }[] }>(house.sandbox.url, 'payouts');
  await until(() => house.receiver.types().includes('payout.paid'));
  const told = house.receiver.types().length;
  const drift = (order: object) => control(house.sandbox.url, 'drift', order);
  await drift({ change: charge, amount: 2099, fee: 5 });
  expect((await house.stripe.charges.retrieve(charge, { expand: ['balance_transaction'] })).balance_transaction).toMatchObject({
    amount: 2099,
    fee: 5,
  });
  const { id } = await drift({ add: { amount: 77, currency: 'usd' } });
  expect(await house.stripe.balanceTransactions.retrieve(id)).toMatchObject({ net: 77, source: null });
  await drift({ drop: id });
  await refused(house.stripe.balanceTransactions.retrieve(id));
  await drift({ failPayout: items[0]?.id });
  expect((await house.stripe.payouts.retrieve(items[0]?.id ?? '')).status).toBe('failed');
  await drift({ drop: charge });
  expect((await movements()).map(({ type }) => type)).toEqual(['payout', 'payout_failure']);
  expect(house.receiver.types()).toHaveLength(told);
});
