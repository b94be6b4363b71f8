import { createHmac } from 'node:crypto';
import { newId } from '@tradewind/contracts/ids';
import { isSigned } from '@tradewind/service';
import { eventually } from '@tradewind/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPayment } from '../payment/create-payment.ts';
import { readPayment } from '../payment/read-payment.ts';
import { expectLedgerToBalance, type Harness, paymentInput, startPaymentService, webhookSecret } from '../test-kit.ts';
import type { ProcessorEvent } from './webhook-event.ts';
import { storeEvent } from './webhook-store.ts';

let house: Harness;

beforeAll(async () => {
  house = await startPaymentService({ webhooks: false });
});

afterAll(async () => {
  await expectLedgerToBalance(house);
  await house.close();
});

function sign(body: string, { secret = webhookSecret, at = Math.floor(Date.now() / 1000) } = {}): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
}

function send(body: string, signature = sign(body)): Promise<Response> {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature };
  return fetch(`${house.url}/webhooks/stripe`, { method: 'POST', body, headers });
}

let count = 0;
function event(type: string, object: ProcessorEvent['data']['object']): ProcessorEvent {
  count += 1;
  return { id: `evt_${count}_${newId('message')}`, type, data: { object } };
}

/** A payment, and what the processor could tell of it. */
async function newPayment() {
  const input = paymentInput();
  const { paymentId, clientSecret } = await house.asOrder(() => createPayment(house.ctx, input));
  const id = clientSecret?.split('_secret_')[0] ?? '';
  const intent = (changes: object) => ({
    id,
    object: 'payment_intent',
    client_secret: clientSecret,
    receipt_email: 'ada@example.com',
    status: 'requires_payment_method',
    amount: 1999,
    amount_received: 0,
    currency: 'usd',
    metadata: { paymentId, orderId: input.orderId },
    ...changes,
  });
  const refund = (changes: object) => ({
    id: `re_${id}`,
    object: 'refund',
    amount: 500,
    currency: 'usd',
    payment_intent: id,
    status: 'succeeded',
    metadata: {},
    ...changes,
  });
  const taken = { id: `txn_out_${id}`, amount: -1999, fee: 1500, currency: 'usd' };
  const back = { id: `txn_in_${id}`, amount: 1999, fee: 0, currency: 'usd' };
  const dispute = (status: string, ...balance_transactions: object[]) => ({
    id: `du_${id}`,
    object: 'dispute',
    amount: 1999,
    currency: 'usd',
    created: 1_700_000_000,
    reason: 'fraudulent',
    payment_intent: id,
    evidence: { customer_email_address: 'ada@example.com' },
    evidence_details: { due_by: 1_900_000_000 },
    status,
    balance_transactions,
  });
  const error = { code: 'card_declined', decline_code: 'lost_card', charge: `ch_no_${id}` };
  return {
    input,
    created: event('payment_intent.created', intent({})),
    declined: event('payment_intent.payment_failed', intent({ last_payment_error: error })),
    paid: event('payment_intent.succeeded', intent({ status: 'succeeded', amount_received: 1999, latest_charge: `ch_${id}` })),
    tooMuch: event('payment_intent.succeeded', intent({ status: 'succeeded', amount_received: 2999, latest_charge: `ch_${id}` })),
    euros: event('payment_intent.succeeded', intent({ status: 'succeeded', amount_received: 1999, currency: 'eur' })),
    cancelled: event('payment_intent.canceled', intent({ status: 'canceled' })),
    refunded: event('refund.created', refund({})),
    refundFailed: event('refund.failed', refund({ status: 'failed' })),
    disputed: event('charge.dispute.created', dispute('needs_response')),
    withdrawn: event('charge.dispute.funds_withdrawn', dispute('needs_response', taken)),
    reviewed: event('charge.dispute.updated', dispute('under_review', taken)),
    won: event('charge.dispute.closed', dispute('won', taken)),
    reinstated: event('charge.dispute.funds_reinstated', dispute('won', taken, back)),
    lost: event('charge.dispute.closed', dispute('lost', taken)),
    lostBare: event('charge.dispute.closed', dispute('lost')),
    inquired: event('charge.dispute.created', dispute('warning_needs_response')),
    inquiryReviewed: event('charge.dispute.updated', dispute('warning_under_review')),
    inquiryClosed: event('charge.dispute.closed', dispute('warning_closed')),
  };
}

type Story = Exclude<keyof Awaited<ReturnType<typeof newPayment>>, 'input'>;

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

describe('the same end, in whatever order events come, and however often', () => {
  const stories: [Story[], string, number][] = [
    [['created', 'declined', 'paid', 'disputed'], 'captured', 0],
    [['created', 'declined', 'cancelled'], 'voided', 0],
    [['declined', 'paid', 'refunded', 'disputed'], 'captured', 500],
    [['paid', 'refunded', 'refundFailed'], 'captured', 0],
    [['declined', 'cancelled', 'paid'], 'captured', 0],
    [['created', 'declined', 'tooMuch', 'refunded'], 'conflicted', 0],
  ];

  it.each(stories)('%j end as %s', { timeout: 120_000 }, async (names, status, refunded) => {
    for (const order of permutations(names)) {
      const payment = await newPayment();
      for (const name of order) {
        const body = JSON.stringify(payment[name]);
        const answers = await Promise.all([send(body), send(body)]);
        expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
      }
      const first = order[0];
      if (first) expect((await send(JSON.stringify(payment[first]))).status).toBe(200);
      const after = await readPayment(house.ctx, payment.input);
      expect([order, after.status, after.refunded.amountMinor]).toEqual([order, status, refunded]);
      const told = (await house.events()).filter(({ data }) => data.orderId === payment.input.orderId).map(({ type }) => type);
      expect(new Set(told).size).toBe(told.length);
    }
  });
});

/** What the ledger holds of a payment, by account; an account at zero is left out. */
async function ledgerOfOrder(orderId: string): Promise<Record<string, number>> {
  const rows = await house.db.rows<{ account: string; sum: number }>(
    `SELECT account, sum(e.amount)::bigint AS sum FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
     JOIN payment p ON p.id = t.payment_id WHERE p.order_id = $1 GROUP BY account HAVING sum(e.amount) <> 0`,
    [orderId],
  );
  return Object.fromEntries(rows.map(({ account, sum }) => [account, sum]));
}

describe('the same end of a dispute, in whatever order its events come, and however often', () => {
  const fee = { fees: 1500 };
  const stories: [Story[], string, Record<string, number>][] = [
    [['disputed', 'withdrawn', 'reviewed', 'won', 'reinstated'], 'won', { ...fee, processor: -1500 }],
    [['paid', 'disputed', 'withdrawn', 'reviewed', 'lost'], 'lost', { ...fee, processor: -1500, sales: -1999, dispute_losses: 1999 }],
    [['paid', 'disputed', 'withdrawn'], 'needs_response', { ...fee, processor: -1500, sales: -1999, disputes: 1999 }],
    [['disputed', 'lostBare', 'withdrawn'], 'lost', { ...fee, processor: -3499, dispute_losses: 1999 }],
    [['inquired', 'inquiryReviewed', 'inquiryClosed'], 'warning_closed', {}],
    [['inquired', 'inquiryReviewed', 'withdrawn', 'lost'], 'lost', { ...fee, processor: -3499, dispute_losses: 1999 }],
  ];

  it.each(stories)('%j end as %s', { timeout: 120_000 }, async (names, status, ledger) => {
    const closing = ['won', 'lost', 'warning_closed'].includes(status) ? ['payment.dispute_closed'] : [];
    for (const order of permutations(names)) {
      const payment = await newPayment();
      for (const name of order) {
        const body = JSON.stringify(payment[name]);
        const answers = await Promise.all([send(body), send(body)]);
        expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
      }
      for (const name of order) await send(JSON.stringify(payment[name]));
      const { orderId } = payment.input;
      const [row] = await house.db.rows<{ status: string; isClosed: boolean }>(
        `SELECT d.status, closed_at IS NOT NULL AS "isClosed" FROM dispute d JOIN payment p ON p.id = d.payment_id WHERE p.order_id = $1`,
        [orderId],
      );
      expect([order, row]).toEqual([order, { status, isClosed: closing.length > 0 }]);
      expect([order, await ledgerOfOrder(orderId)]).toEqual([order, ledger]);
      const told = (await house.events()).filter(({ data, type }) => data.orderId === orderId && type.includes('dispute'));
      expect(told.map(({ type }) => type)).toEqual(['payment.disputed', ...closing]);
    }
  });
});

describe('what is believed', () => {
  it('nothing without a signature that fits the bytes, the secret and the time', async () => {
    const { paid, input } = await newPayment();
    const body = JSON.stringify(paid);
    const now = Math.floor(Date.now() / 1000);
    const answers = await Promise.all([
      send(body, ''),
      send(body, 'nonsense'),
      send(body, sign(body, { secret: 'whsec_other' })),
      send(body, sign(body, { at: now - 301 - 5 })),
      send(body, sign(body, { at: now + 301 + 5 })),
      send(body.replace('1999', '9999'), sign(body)),
      send(`${body} `, sign(body)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400, 400]);
    expect((await send('not json')).status).toBe(400);
    expect((await send('{"id": 5}')).status).toBe(400);
    expect((await readPayment(house.ctx, input)).status).toBe('pending');
    expect(await house.db.rows('SELECT 1 FROM webhook_event WHERE id = $1', [paid.id])).toEqual([]);
  });

  it('any of several signatures, within the window and no further', () => {
    const body = Buffer.from('{}');
    const at = 1_700_000_000;
    const header = `${sign('{}', { at, secret: 'whsec_old' })},${sign('{}', { at }).split(',')[1]}`;
    const check = (now: number) => isSigned(body, header, { secret: webhookSecret, now });
    expect([at - 301, at - 300, at, at + 300, at + 301].map(check)).toEqual([false, true, true, true, false]);
  });

  it('never another amount or currency as paid', async () => {
    for (const name of ['tooMuch', 'euros'] as const) {
      const payment = await newPayment();
      await send(JSON.stringify(payment[name]));
      await send(JSON.stringify(payment.paid));
      expect(await readPayment(house.ctx, payment.input)).toMatchObject({ status: 'conflicted', captured: { amountMinor: 0 } });
    }
  });
});

describe('what is kept', () => {
  it('one row per event, of unknown types too, without secrets or people', async () => {
    const { paid, disputed } = await newPayment();
    const unknown = event('customer.created', { id: 'cus_1', object: 'customer' });
    for (const told of [paid, disputed, unknown, paid, disputed, unknown]) await send(JSON.stringify(told));
    const rows = await house.db.rows<{ id: string; handled: boolean; payload: object }>(
      'SELECT id, handled_at IS NOT NULL AS handled, payload FROM webhook_event WHERE id = ANY ($1)',
      [[paid.id, disputed.id, unknown.id]],
    );
    expect(rows.map(({ handled }) => handled)).toEqual([true, true, true]);
    expect(JSON.stringify(rows) + house.logs()).not.toMatch(/_secret_|ada@example/);
  });

  it('an event of a known type that cannot be read, for people to look at', async () => {
    const odd = event('payout.paid', { id: 'po_odd', amount: 'much' });
    expect((await send(JSON.stringify(odd))).status).toBe(200);
    const rows = await house.db.rows('SELECT handled_at AS "handledAt" FROM webhook_event WHERE id = $1', [odd.id]);
    expect(rows).toEqual([{ handledAt: null }]);
    expect(house.logs()).toContain('cannot be read');
  });

  it('what another delivery is about to act on, for that one alone', async () => {
    const { declined, cancelled } = await newPayment();
    await storeEvent(house.db, declined, true);
    await send(JSON.stringify(cancelled));
    const rows = await house.db.rows('SELECT id FROM webhook_event WHERE id = ANY ($1) AND handled_at IS NULL', [
      [declined.id, cancelled.id],
    ]);
    expect(rows).toEqual([{ id: declined.id }]);
    await send(JSON.stringify(declined));
    expect(await house.db.rows('SELECT id FROM webhook_event WHERE id = $1 AND handled_at IS NULL', [declined.id])).toEqual([]);
  });

  it('events of intents that are not ours, without an effect', async () => {
    const { paid } = await newPayment();
    const stray = { ...paid, id: `evt_stray_${count}`, data: { object: { ...paid.data.object, id: 'pi_stray', metadata: {} } } };
    expect((await send(JSON.stringify(stray))).status).toBe(200);
    await eventually(() => expect(house.logs()).toContain('not ours'));
  });
});
