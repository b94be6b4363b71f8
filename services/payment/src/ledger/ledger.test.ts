import { newId } from '@tradewind/contracts/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPayment } from '../payment/create-payment.ts';
import { type Harness, paymentInput, startPaymentService, visa } from '../test-kit.ts';
import { readLedgerBalance } from './ledger-balance.ts';

let house: Harness;
let paymentId: string;

beforeAll(async () => {
  house = await startPaymentService({ webhooks: false });
  paymentId = (await house.asOrder(() => createPayment(house.ctx, paymentInput(visa)))).paymentId;
  await house.asOrder(() => createPayment(house.ctx, paymentInput({ ...visa, amount: { amountMinor: 500, currency: 'JPY' } })));
});

afterAll(() => house.close());

/** @param entries account, currency, amount */
function post(entries: [string, string, number][], kind = 'capture'): Promise<void> {
  return house.db.transaction(async (sql) => {
    const id = newId('ledgerTransaction');
    const [spare] = await sql.rows<{ id: string }>(
      `INSERT INTO payment (id, order_id, order_number, status, amount, currency, attempt_id)
       VALUES ($1, $2, '', 'pending', 1, 'USD', gen_random_uuid()) RETURNING id`,
      [newId('payment'), newId('order')],
    );
    await sql.rows('INSERT INTO ledger_transaction (id, kind, payment_id) VALUES ($1, $2, $3)', [id, kind, spare?.id]);
    for (const entry of entries) {
      await sql.rows('INSERT INTO ledger_entry (transaction_id, account, currency, amount) VALUES ($1, $2, $3, $4)', [id, ...entry]);
    }
  });
}

it('sums both sides by currency, fees too', async () => {
  expect(await readLedgerBalance(house.ctx)).toEqual({ JPY: { debit: 545, credit: 545 }, USD: { debit: 2087, credit: 2087 } });
});

it.each([
  ['one-sided', [['processor', 'USD', 5]]],
  [
    'of two sums',
    [
      ['processor', 'USD', 5],
      ['sales', 'USD', -4],
    ],
  ],
  [
    'of two currencies',
    [
      ['processor', 'USD', 5],
      ['sales', 'EUR', -5],
    ],
  ],
  ['empty', []],
  [
    'of an account that is not there',
    [
      ['nowhere', 'USD', 5],
      ['sales', 'USD', -5],
    ],
  ],
  [
    'of nothing',
    [
      ['processor', 'USD', 0],
      ['sales', 'USD', 0],
    ],
  ],
] as [string, [string, string, number][]][])('refuses a transaction that is %s', async (_name, entries) => {
  await expect(post(entries)).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
});

it('takes one that balances', async () => {
  await post([
    ['processor', 'USD', 3],
    ['processor', 'USD', 2],
    ['sales', 'USD', -5],
  ]);
});

it.each([
  'UPDATE ledger_entry SET amount = amount + 1',
  'UPDATE ledger_entry SET amount = 0 - amount',
  'DELETE FROM ledger_entry',
  'UPDATE ledger_transaction SET created_at = now()',
  'DELETE FROM ledger_transaction',
  'TRUNCATE ledger_entry',
  `INSERT INTO ledger_entry (transaction_id, account, currency, amount) SELECT id, 'sales', 'USD', 1 FROM ledger_transaction LIMIT 1`,
])('refuses %s', async (statement) => {
  await expect(house.db.rows(statement)).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
});

it('takes one capture per payment, and only of what was asked', async () => {
  const second = house.db.rows(`INSERT INTO ledger_transaction (id, kind, payment_id) VALUES ($1, 'capture', $2)`, [
    newId('ledgerTransaction'),
    paymentId,
  ]);
  await expect(second).rejects.toMatchObject({ code: '23505' });
  await expect(house.db.rows('UPDATE payment SET captured_amount = 1')).rejects.toMatchObject({ code: '23514' });
  await expect(house.db.rows('UPDATE payment SET refund_reserved = captured_amount + 1')).rejects.toMatchObject({ code: '23514' });
});
