import { createHmac } from 'node:crypto';
import { newId } from '@tradewind/contracts/ids';
import { isSigned } from '@tradewind/service';
import { eventually } from '@tradewind/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPayment } from '../payment/create-payment.ts';
import { readPayment } from '../payment/read-payment.ts';
import { expectLedgerToBalance, type Harness, paymentInput, startPaymentService, webhookSecret } from '../test-kit.ts';

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

interface Told {
  id: string;
  type: string;
  data: { object: object };
}

let count = 0;
function event(type: string, object: object): Told {
  count += 1;
  return { id: `evt_${count}_${newId('message')}`, type, data: { object } };
}

/** A payment, and what the processor could tell of it. */
async function newPayment() {
  const input = paymentInput();
  const { paymentId, clientSecret } = await house.asOrder(() => createPayment(house.ctx, input));
  const id = clientSecret.split('_secret_')[0] ?? '';
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
    disputed: event('charge.dispute.created', { id: `dp_${id}`, object: 'dispute', payment_intent: id, status: 'needs_response' }),
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

  it('events of intents that are not ours, without an effect', async () => {
    const { paid } = await newPayment();
    const stray = { ...paid, id: `evt_stray_${count}`, data: { object: { ...paid.data.object, id: 'pi_stray', metadata: {} } } };
    expect((await send(JSON.stringify(stray))).status).toBe(200);
    await eventually(() => expect(house.logs()).toContain('not ours'));
  });
});
