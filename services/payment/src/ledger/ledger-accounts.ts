import type { payment as schemas } from '@tradewind/contracts/schemas';
import { type Currency, money } from '@tradewind/money';
import type { z } from 'zod';
import type { Context } from '../services.ts';
import type { Account } from './post.ts';

const sums = `
  SELECT account, currency, sum(amount)::bigint AS amount FROM ledger_entry GROUP BY account, currency ORDER BY currency, account`;

interface Row {
  readonly account: Account;
  readonly currency: Currency;
  readonly amount: number;
}

/** What each account of the ledger holds, by currency; debits are positive. */
export async function readLedgerAccounts({ db }: Pick<Context, 'db'>): Promise<z.infer<typeof schemas.ledgerAccounts>> {
  const rows = await db.rows<Row>(sums);
  return { items: rows.map(({ account, currency, amount }) => ({ account, balance: money(amount, currency) })) };
}
