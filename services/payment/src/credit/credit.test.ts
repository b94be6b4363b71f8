import { newId } from '@tradewind/contracts/ids';
import { credit } from '@tradewind/contracts/schemas';
import { runInCall } from '@tradewind/service';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectLedgerToBalance, type Harness, ledgerOf, startPaymentService } from '../test-kit.ts';
import { adjustCredit } from './adjust-credit.ts';
import { makeCode } from './credit-code.ts';
import { disableCredit } from './disable-credit.ts';
import { giftCardMail, mailGiftCardAgain } from './gift-card-mail.ts';
import { issueGiftCard } from './issue-gift-card.ts';
import { listCredit } from './list-credit.ts';
import { lookUpCode } from './look-up-code.ts';
import { readCredit } from './read-credit.ts';

let house: Harness;
let clients = 0;

beforeAll(async () => {
  house = await startPaymentService({ webhooks: false });
});
afterAll(async () => {
  await expectLedgerToBalance(house);
  await house.close();
});

type Input = Parameters<typeof issueGiftCard>[1];
const issue = (changes: Partial<Input> = {}) =>
  house.asUser(() => issueGiftCard(house.ctx, { amountMinor: 5_000, currency: 'USD', reason: 'late parcel', ...changes }));

/** Tries a code as somebody who has tried none before. */
const lookUp = (typed: string, clientAddress = `2001:db8::${++clients}`) => {
  const { code } = credit.creditCodeInput.parse({ code: typed });
  return runInCall({ clientAddress, log: house.ctx.log }, () => lookUpCode(house.ctx, { code }));
};

const refusal = (message: unknown) => ({ code: 'INVALID_INPUT', extras: { errors: [{ path: 'code', message }] } });

it('makes codes of 16 signs that are never the same, and takes them however they are typed', async () => {
  const codes = Array.from({ length: 1_000 }, makeCode);
  expect(new Set(codes).size).toBe(1_000);
  for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
  const signs = new Set(codes.join(''));
  expect(signs.size).toBe(32);
  for (const [typed, read] of [
    ['7k2m-90qd-xf3a-hj4r', '7K2M90QDXF3AHJ4R'],
    [' 7K2M 9OQD XF3A HJ4I ', '7K2M90QDXF3AHJ41'],
  ] as const) {
    expect(credit.creditCode.parse(typed)).toBe(read);
  }
  for (const typed of ['', '7K2M-90QD-XF3A', '7K2M-90QD-XF3A-HJ4U', `${'A'.repeat(17)}`]) {
    expect(credit.creditCode.safeParse(typed).success).toBe(false);
  }
});

it('shows the code of a card once, and books what is given away', async () => {
  const before = await ledgerOf(house);
  const { account, code } = await issue();
  expect(code).toMatch(/^(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
  expect(account).toMatchObject({ kind: 'gift_card', balance: { amountMinor: 5_000, currency: 'USD' }, lastFour: code?.slice(-4) });
  expect(await lookUp(code ?? '')).toMatchObject({ accountId: account.id, available: { amountMinor: 5_000, currency: 'USD' } });
  const after = await ledgerOf(house);
  expect((after['goodwill USD'] ?? 0) - (before['goodwill USD'] ?? 0)).toBe(5_000);
  expect((after['gift_cards USD'] ?? 0) - (before['gift_cards USD'] ?? 0)).toBe(-5_000);
  const [movement] = (await readCredit(house.ctx, { accountId: account.id })).movements;
  expect(movement).toMatchObject({ type: 'issued', reason: 'late parcel', amount: { amountMinor: 5_000 } });
});

it('makes one card of a request that is repeated, with a code each time', async () => {
  const id = newId('user');
  const ask = () =>
    house.asUser(() => issueGiftCard(house.ctx, { amountMinor: 100, currency: 'KWD', reason: 'a test', idempotencyKey: 'once' }), id);
  const [first, again] = [await ask(), await ask()];
  expect(again.account.id).toBe(first.account.id);
  expect(again.account.balance).toEqual({ amountMinor: 100, currency: 'KWD' });
  for (const { code } of [first, again]) expect((await lookUp(code ?? '')).accountId).toBe(first.account.id);
});

it('tells nobody but its recipient the code of a card that is mailed, and every mail has one of its own', async () => {
  const { account, code } = await issue({ recipient: 'grace@example.com', expiresAt: '2099-01-01T00:00:00.000Z' });
  expect(code).toBeNull();
  const told = (await house.events()).filter(({ data }) => data.accountId === account.id);
  expect(told).toEqual([
    { type: 'payment.gift_card_issued', data: { accountId: account.id, balance: { amountMinor: 5_000, currency: 'USD' } } },
  ]);
  const mails = [await giftCardMail(house.ctx, { accountId: account.id }), await giftCardMail(house.ctx, { accountId: account.id })];
  expect(new Set(mails.map((mail) => mail.code)).size).toBe(2);
  for (const mail of mails) {
    expect(mail).toMatchObject({ recipient: 'grace@example.com', balance: { amountMinor: 5_000 }, expiresAt: '2099-01-01T00:00:00.000Z' });
    expect((await lookUp(mail.code)).accountId).toBe(account.id);
  }
  await house.asUser(() => mailGiftCardAgain(house.ctx, { accountId: account.id }));
  expect((await house.events()).filter(({ data }) => data.accountId === account.id)).toHaveLength(2);
  const silent = await issue();
  await expect(giftCardMail(house.ctx, { accountId: silent.account.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(house.asUser(() => mailGiftCardAgain(house.ctx, { accountId: silent.account.id }))).rejects.toMatchObject({
    code: 'CONFLICT',
  });
});

it('keeps no code anywhere', async () => {
  const { account, code } = await issue({ idempotencyKey: 'canary' });
  const mailed = await issue({ recipient: 'ada@example.com' });
  const { code: second } = await giftCardMail(house.ctx, { accountId: mailed.account.id });
  await expect(lookUp('0000-0000-0000-0000')).rejects.toThrow();
  const canaries = [code ?? '', second].flatMap((shown) => [shown, shown.replaceAll('-', '')]);
  const tables = await house.db.rows<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_schema IN ('public', 'messaging', 'service')`,
  );
  expect(tables.length).toBeGreaterThan(20);
  for (const { name } of tables) {
    const text = `SELECT 1 FROM ${name} t WHERE EXISTS (SELECT FROM unnest($1::text[]) AS canary WHERE strpos(t::text, canary) > 0)`;
    expect(await house.db.rows(text, [canaries]), name).toEqual([]);
  }
  for (const canary of canaries) expect(house.logs()).not.toContain(canary);
  expect(await lookUp(code ?? '')).toMatchObject({ accountId: account.id });
});

it('finds cards by the last four of any code and by recipient, newest first', async () => {
  const recipient = `lin.${newId('user')}@example.com`;
  const cards = [await issue({ recipient }), await issue({ recipient }), await issue()];
  const found = async (query: string, page: { limit: number; cursor?: string } = { limit: 24 }) =>
    await listCredit(house.ctx, { kind: 'gift_card', query, ...page });
  expect((await found(recipient)).items.map(({ id }) => id)).toEqual([cards[1]?.account.id, cards[0]?.account.id]);
  const first = await found(recipient, { limit: 1 });
  expect((await found(recipient, { limit: 1, cursor: first.nextCursor ?? '' })).items.map(({ id }) => id)).toEqual([cards[0]?.account.id]);
  const { code } = await giftCardMail(house.ctx, { accountId: cards[0]?.account.id ?? newId('creditAccount') });
  await giftCardMail(house.ctx, { accountId: cards[0]?.account.id ?? newId('creditAccount') });
  expect((await found(code.slice(-4).toLowerCase())).items.map(({ id }) => id)).toContain(cards[0]?.account.id);
  expect((await found('nobody@example.com')).items).toEqual([]);
  await expect(found('', { limit: 1, cursor: 'nonsense' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

it('adjusts with a reason, once per key, and never below nothing', async () => {
  const { account } = await issue();
  const adjust = (amountMinor: number, idempotencyKey?: string) =>
    house.asUser(() => adjustCredit(house.ctx, { accountId: account.id, amountMinor, reason: 'a mistake', idempotencyKey }), owner);
  const owner = newId('user');
  expect((await adjust(-2_000, 'less')).balance.amountMinor).toBe(3_000);
  expect((await adjust(-2_000, 'less')).balance.amountMinor).toBe(3_000);
  await expect(adjust(-3_001)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect((await adjust(500)).movements.map(({ type, amount, actor }) => [type, amount.amountMinor, actor])).toEqual([
    ['adjusted', 500, owner],
    ['adjusted', -2_000, owner],
    ['issued', 5_000, expect.any(String)],
  ]);
  await expect(
    house.asUser(() => adjustCredit(house.ctx, { accountId: newId('creditAccount'), amountMinor: 1, reason: 'none' })),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('opens nothing any more once it is disabled or has expired', async () => {
  const { account, code } = await issue();
  const gone = await house.asUser(() => disableCredit(house.ctx, { accountId: account.id, reason: 'stolen' }));
  await house.asUser(() => disableCredit(house.ctx, { accountId: account.id, reason: 'stolen twice' }));
  expect(gone).toMatchObject({ disabledReason: 'stolen', balance: { amountMinor: 5_000 } });
  expect(await readCredit(house.ctx, { accountId: account.id })).toEqual(gone);
  await expect(lookUp(code ?? '')).rejects.toMatchObject(refusal('is not valid any more'));
  await expect(issue({ expiresAt: '2020-01-01T00:00:00.000Z' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  const old = await issue({ expiresAt: '2099-01-01T00:00:00.000Z' });
  await house.db.rows(`UPDATE credit_account SET expires_at = now() WHERE id = $1`, [old.account.id]);
  await expect(lookUp(old.code ?? '')).rejects.toMatchObject(refusal('has expired'));
});

it('counts tries by address and by account, right ones too, and says the same of all that are wrong', async () => {
  const { code } = await issue();
  const somewhere = '2001:db8:1::1';
  for (let count = 0; count < 19; count += 1) {
    await expect(lookUp(makeCode(), somewhere)).rejects.toMatchObject(refusal('is not one that we know'));
  }
  await lookUp(code ?? '', somewhere);
  await expect(lookUp(code ?? '', somewhere)).rejects.toMatchObject({ code: 'RATE_LIMITED', extras: { retryAfter: expect.any(Number) } });
  const id = newId('user');
  const guess = () => house.asUser(() => lookUpCode(house.ctx, { code: makeCode() }), id);
  for (let count = 0; count < 10; count += 1) await expect(guess()).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(guess()).rejects.toMatchObject({ code: 'RATE_LIMITED' });
});

it.each([
  ['a balance that no movement explains', `UPDATE credit_account SET balance = balance + 1`],
  ['a hold that no movement explains', `UPDATE credit_account SET held = held + 1`],
  ['a balance below what is held', `UPDATE credit_account SET balance = -1`],
  ['a movement that is changed', `UPDATE credit_movement SET amount = 1`],
  ['a movement that is taken away', `DELETE FROM credit_movement`],
  [
    'a movement that is not booked',
    `INSERT INTO credit_movement (account_id, type, amount, reason, actor) SELECT id, 'adjusted', 1, 'none', 'x' FROM credit_account LIMIT 1`,
  ],
  [
    'a movement beside its booking',
    `WITH a AS (UPDATE credit_account SET balance = balance + 1 WHERE id = (SELECT max(id) FROM credit_account) RETURNING id)
     INSERT INTO credit_movement (account_id, type, amount, reason, ledger_transaction, actor)
     SELECT a.id, 'adjusted', 1, 'none', (SELECT id FROM ledger_transaction LIMIT 1), 'x' FROM a`,
  ],
  [
    'a liability that nobody has',
    `WITH t AS (INSERT INTO ledger_transaction (id, kind, credit_account_id) SELECT 'ltx_x', 'credit_issue', max(id) FROM credit_account RETURNING id)
     INSERT INTO ledger_entry (transaction_id, account, currency, amount)
     SELECT t.id, leg.account, 'USD', leg.amount FROM t, (VALUES ('goodwill', 1), ('gift_cards', -1)) AS leg (account, amount)`,
  ],
])('is refused by the database: %s', async (_name, statement) => {
  await issue();
  await expect(house.db.rows(statement)).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
});
