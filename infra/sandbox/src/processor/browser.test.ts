import { expect, it } from 'vitest';
import { sandboxForEach, until } from '../test-kit.ts';

const house = sandboxForEach();

const basket = { amount: 1999, currency: 'usd', allowed_payment_method_types: ['card'] };

/** What the card fields send from inside of their frame. */
async function confirmFromFrame(secret: string, number: string) {
  const body = new URLSearchParams({
    key: 'pk_test_x',
    client_secret: secret,
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': number,
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': '2040',
    'payment_method_data[card][cvc]': '123',
    'payment_method_data[billing_details][name]': 'Ada',
  });
  const answer = await fetch(`${house.sandbox.url}/v1/payment_intents/${secret.split('_secret_')[0]}/confirm`, { method: 'POST', body });
  return { status: answer.status, body: (await answer.json()) as { status?: string; error?: { code: string; decline_code?: string } } };
}

async function newSecret(): Promise<string> {
  return (await house.stripe.paymentIntents.create(basket)).client_secret ?? '';
}

function challenge(intent: { id: string; client_secret: string | null }, outcome: string, accept = 'text/html') {
  const body = new URLSearchParams({ payment_intent: intent.id, payment_intent_client_secret: intent.client_secret ?? '', outcome });
  return fetch(`${house.sandbox.url}/v3/authenticate`, { method: 'POST', body, redirect: 'manual', headers: { accept } });
}

it('takes a card with a publishable key and the client secret, and keeps no number', async () => {
  const paid = await confirmFromFrame(await newSecret(), '4242 4242 4242 4242');
  expect(paid.body.status).toBe('succeeded');
  expect(JSON.stringify((await house.stripe.events.list()).data)).not.toContain('4242424242424242');
});

it.each([
  ['4000 0000 0000 0002', 'card_declined', 'generic_decline'],
  ['4000 0000 0000 9995', 'card_declined', 'insufficient_funds'],
  ['4111 1111 1111 1111', 'card_declined', 'test_mode_live_card'],
  ['4242 4242 4242 4241', 'incorrect_number', undefined],
])('refuses %s', async (number, code, declineCode) => {
  const { status, body } = await confirmFromFrame(await newSecret(), number);
  expect(status).toBe(402);
  expect(body.error).toMatchObject({ code });
  expect(body.error?.decline_code).toBe(declineCode);
});

it('lets nobody at an intent without its secret, nor at the rest with a publishable key', async () => {
  const intent = await house.stripe.paymentIntents.create(basket);
  const open = await fetch(`${house.sandbox.url}/v1/payment_intents/${intent.id}?key=pk_test_x&client_secret=${intent.client_secret}`);
  expect(open.status).toBe(200);
  expect(open.headers.get('access-control-allow-origin')).toBe('*');
  expect((await fetch(`${house.sandbox.url}/v1/payment_intents/${intent.id}?key=pk_test_x&client_secret=pi_wrong`)).status).toBe(404);
  expect((await fetch(`${house.sandbox.url}/v1/payment_intents?key=pk_test_x`)).status).toBe(403);
  expect((await fetch(`${house.sandbox.url}/v1/payment_intents`, { method: 'OPTIONS' })).status).toBe(204);
});

it('asks for authentication in a frame, and pays when it is given', async () => {
  const secret = await newSecret();
  expect((await confirmFromFrame(secret, '4000 0025 0000 3155')).body.status).toBe('requires_action');
  const intent = await house.stripe.paymentIntents.retrieve(secret.split('_secret_')[0] ?? '');
  expect(intent.next_action?.type).toBe('use_stripe_sdk');
  const page = await fetch(`${house.sandbox.url}/v3/authenticate?payment_intent=${intent.id}&payment_intent_client_secret=${secret}`);
  expect(await page.text()).toContain('$19.99');
  expect(await (await challenge(intent, 'complete', 'application/json')).json()).toEqual({ status: 'succeeded' });
  expect(await (await challenge(intent, 'fail', 'application/json')).json()).toEqual({ status: 'succeeded' });
  await until(() => house.receiver.types().includes('payment_intent.requires_action'));
});

it('sends the browser back to the shop after authentication, also when it failed', async () => {
  for (const [outcome, status] of [
    ['complete', 'succeeded'],
    ['fail', 'failed'],
  ] as const) {
    const intent = await house.stripe.paymentIntents.create({
      ...basket,
      payment_method: 'pm_card_authenticationRequired',
      confirm: true,
      return_url: 'https://shop.test/back?order=1',
    });
    expect(intent.next_action?.redirect_to_url?.url).toContain('/v3/authenticate?payment_intent=pi_');
    const answer = await challenge(intent, outcome);
    expect(answer.status).toBe(303);
    const back = new URL(answer.headers.get('location') ?? '');
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ order: '1', payment_intent: intent.id, redirect_status: status });
  }
  await until(() => house.receiver.types().includes('payment_intent.payment_failed'));
});

it('can be told to fail instead of asking', async () => {
  const params = { ...basket, payment_method: 'pm_card_authenticationRequired', confirm: true, error_on_requires_action: true };
  await expect(house.stripe.paymentIntents.create(params)).rejects.toMatchObject({ code: 'authentication_required' });
});

it('makes payment methods of cards', async () => {
  const method = await house.stripe.paymentMethods.create({
    type: 'card',
    card: { number: '5555555555554444', exp_month: 1, exp_year: 2041, cvc: '123' },
  });
  expect((await house.stripe.paymentMethods.retrieve(method.id)).card).toMatchObject({ brand: 'mastercard', last4: '4444' });
  await expect(
    house.stripe.paymentMethods.create({ type: 'card', card: { number: '4242424242424242', exp_month: 1, exp_year: 2001 } }),
  ).rejects.toMatchObject({ code: 'invalid_expiry_year' });
});

it('serves what a browser needs', async () => {
  for (const path of [
    '/v3/',
    '/v3/card',
    '/v3/card.js',
    '/v3/authenticate.js',
    '/v3/frame.css',
    '/health/live',
    '/health/ready',
    '/metrics',
  ]) {
    expect((await fetch(house.sandbox.url + path)).status).toBe(200);
  }
  expect((await fetch(`${house.sandbox.url}/v1/nothing`)).status).toBe(404);
});
