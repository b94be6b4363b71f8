import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addresses, folder } from '../addresses.ts';
import { inDatabase } from '../databases.ts';
import { mailsTo } from '../mailbox.ts';
import { address, bearer, buy, call, eventually, freshEmail, newCart, newProduct, untilOrder } from '../shop.ts';

const databases = ['user', 'product', 'order', 'payment', 'notification', 'events'] as const;

interface Table {
  readonly database: (typeof databases)[number];
  readonly schema: string;
  readonly name: string;
}

async function everyTable(): Promise<Table[]> {
  const text = `
    SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`;
  const found = databases.map(async (database) =>
    (await inDatabase<Omit<Table, 'database'>>(database, text)).map((table) => ({ database, ...table })),
  );
  return (await Promise.all(found)).flat();
}

/** Every event that any service wrote, as text. */
async function everyEvent(): Promise<string> {
  const texts: string[] = [];
  for (const { database, schema, name } of await everyTable()) {
    if (!['outbox', 'event', 'dead_letter', 'inbox'].includes(name)) continue;
    const rows = await inDatabase<{ row: string }>(database, `SELECT t::text AS row FROM "${schema}"."${name}" t`);
    texts.push(...rows.map(({ row }) => row));
  }
  return texts.join('\n');
}

/** The tables that hold one of the texts in any row. */
async function tablesWith(texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const { database, schema, name } of await everyTable()) {
    const text = `SELECT 1 AS one FROM "${schema}"."${name}" t WHERE EXISTS (SELECT FROM unnest($1::text[]) AS canary WHERE strpos(t::text, canary) > 0) LIMIT 1`;
    if ((await inDatabase(database, text, [texts])).length > 0) found.push(`${database}: ${schema}.${name}`);
  }
  return found;
}

/** Gives a card to the processor as the browser's frame does. @returns the payment method that stands for it */
async function typeCard(number: string): Promise<string> {
  const answer = await fetch(`${addresses.sandbox}/v1/payment_methods`, {
    method: 'POST',
    headers: { authorization: 'Bearer pk_test_canary' },
    body: new URLSearchParams({
      type: 'card',
      'card[number]': number,
      'card[exp_month]': '12',
      'card[exp_year]': '34',
      'card[cvc]': '737',
    }),
  });
  const { id } = (await answer.json()) as { id?: string };
  return id ?? '';
}

/** A gift card as finance makes it. @returns its code, where it is not mailed */
async function issueGiftCard(recipient?: string): Promise<string | null> {
  const body = { amountMinor: 2_500, currency: 'USD', reason: 'a canary', recipient };
  const headers = { ...(await bearer('finance')), 'idempotency-key': freshEmail('key') };
  const made = await call<{ code: string | null }>('POST', '/admin/gift-cards', { body, headers });
  expect(made.status).toBe(201);
  return made.body.code;
}

function everyLog(): string {
  const logs = join(folder, 'logs');
  return readdirSync(logs)
    .filter((name) => name.endsWith('.log') && !name.startsWith('postgres'))
    .map((name) => readFileSync(join(logs, name), 'utf8'))
    .join('\n');
}

/** The secrets of the installation itself, by their names: every text in them that nobody could guess. */
function installationSecrets(): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (name: string, value: unknown) => {
    if (typeof value !== 'string') {
      for (const [key, inner] of Object.entries(value ?? {})) walk(`${name}.${key}`, inner);
    } else if (value.startsWith('{')) {
      const key = JSON.parse(value) as { d?: string };
      if (key.d) found[`${name}, the private part`] = key.d;
    } else if (!name.endsWith('PUBLISHABLE_KEY')) found[name] = value;
  };
  walk('secrets', JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')));
  return found;
}

describe('what must never be written down', () => {
  it('is in no log line and in no event, and a card in no table', async () => {
    const canaries = installationSecrets();
    expect(Object.keys(canaries).length).toBeGreaterThan(12);
    const plant = (name: string, value: string) => {
      canaries[name] = value;
      return value;
    };
    const email = freshEmail('canary');
    const password = plant('password', 'Canary-Passw0rd-9f31c7');
    const registered = await call<{ registrationId: string }>('POST', '/auth/register', { body: { email, password, name: 'Canary Wren' } });
    expect(registered.status).toBe(202);
    const mail = await eventually(async () => {
      const found = (await mailsTo(email))[0];
      if (!found) throw new Error('no mail yet');
      return found;
    });
    const code = /\b\d{6}\b/.exec(mail.text)?.[0] ?? '';
    const wrong = await call('POST', '/auth/register/confirm', {
      body: { registrationId: registered.body.registrationId, code: code === '123456' ? '654321' : '123456' },
    });
    expect(wrong.status).toBe(400);
    const confirmed = await call<{ accessToken: string; refreshToken: string }>('POST', '/auth/register/confirm', {
      body: { registrationId: registered.body.registrationId, code },
    });
    expect(confirmed.status).toBe(201);
    plant('access token', confirmed.body.accessToken);
    plant('refresh token', confirmed.body.refreshToken);
    await call('POST', '/auth/login', { body: { email, password: plant('wrong password', 'Wrong-Canary-77aa21') } });
    await call('POST', '/auth/refresh', { body: { refreshToken: plant('made-up refresh token', 'canary-refresh-token-000000000000000') } });

    const product = await newProduct({ onHand: 5 });
    const street = plant('street', '77 Canary Street Nine');
    const typed = plant('typed card number', '5555555555554444');
    const paymentMethodId = await typeCard(typed);
    const bought = await buy(product.variants[0]?.id ?? '', 1, { email, shippingAddress: { ...address, line1: street }, paymentMethodId });
    expect(bought.status).toBe(201);
    plant('order token', bought.body.order.token ?? '');
    plant('client secret', bought.body.payment.clientSecret ?? '');
    await untilOrder(bought.body.order, { paymentStatus: 'paid' });
    // A card number where none belongs: refused, and not repeated anywhere.
    const card = plant('card number', '4000002500003155');
    await call('POST', `/carts/${card}/items`, { body: { variantId: card, quantity: 1, card } });
    await fetch(`${addresses.gateway}/trpc/cart.add`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ variantId: card, quantity: 1 }),
    });
    // A gift card whose code is shown, and one that is mailed: each is typed by a shopper, and one that is wrong.
    const shown = await issueGiftCard();
    const recipient = plant('recipient of a gift card', freshEmail('canary-gift'));
    await issueGiftCard(recipient);
    const letter = await eventually(async () => {
      const found = (await mailsTo(recipient))[0];
      if (!found) throw new Error('no mail yet');
      return found;
    });
    const codes = [shown ?? '', /(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(letter.text)?.[0] ?? '', 'CANA-RYCA-NARY-0000'];
    codes.forEach((code, index) => {
      plant(`gift card code ${index}`, code);
      plant(`gift card code ${index}, bare`, code.replaceAll('-', ''));
    });
    const cart = await newCart([{ variantId: product.variants[0]?.id ?? '', quantity: 1 }]);
    for (const [index, typedCode] of codes.entries()) {
      const entered = await call('POST', `/carts/${cart.id}/gift-cards`, { body: { code: typedCode }, headers: cart.headers });
      expect(entered.status, `gift card code ${index}`).toBe(index < 2 ? 200 : 400);
    }
    plant('email', email);

    await eventually(async () => expect((await mailsTo(email)).length).toBeGreaterThanOrEqual(2));
    const logs = everyLog();
    const events = await everyEvent();
    expect(logs.length).toBeGreaterThan(1_000);
    expect(events).toContain(bought.body.order.id);
    for (const [name, value] of Object.entries(canaries)) {
      expect(value.length, name).toBeGreaterThan(5);
      expect(logs.includes(value), `${name} is in a log`).toBe(false);
      expect(events.includes(value), `${name} is in an event`).toBe(false);
    }

    // Cards are in no table at all, however they are written; those typed into the frame by the browser's tests neither.
    const cards = [typed, card, '4242424242424242'].flatMap((number) => [number, number.replaceAll(/(\d{4})(?=\d)/g, '$1 ')]);
    expect(await tablesWith([bought.body.order.id])).toContain('order: public.orders');
    expect(await tablesWith(cards)).toEqual([]);
    // Nor is a code that opens a gift card.
    expect(await tablesWith(codes.flatMap((code) => [code, code.replaceAll('-', '')]))).toEqual([]);
  });
});
