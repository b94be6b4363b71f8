import type { credit as schemas } from '@tradewind/contracts/schemas';
import { money } from '@tradewind/money';
import type { Sql } from '@tradewind/service';
import type { z } from 'zod';
import type { Context } from '../services.ts';
import { readCreditForPaying } from './credit-store.ts';
import { problemOf } from './hold-credit.ts';

const heldText = `
  SELECT c.account_id AS "accountId", c.amount FROM payment_credit c JOIN payment p ON p.id = c.payment_id
  WHERE p.order_id = $1 AND p.status IN ('pending', 'failed')`;

async function heldBy(sql: Sql, orderId: string | null): Promise<ReadonlyMap<string, number>> {
  if (orderId === null) return new Map();
  const rows = await sql.rows<{ accountId: string; amount: number }>(heldText, [orderId]);
  return new Map(rows.map(({ accountId, amount }) => [accountId, amount]));
}

/**
 * What some gift cards and a customer's store credit can pay in a currency just now, cards in the order in which they were asked for
 * and store credit last. The hold decides in the end.
 */
export async function usableCredit(
  { db }: Pick<Context, 'db'>,
  input: z.infer<typeof schemas.usableCreditInput>,
): Promise<z.infer<typeof schemas.usableCredits>> {
  const { accountIds, customerId, currency, orderId } = input;
  const rows = await readCreditForPaying(db, { accountIds, customerId, currency });
  const held = await heldBy(db, orderId);
  const place = ({ id }: { id: (typeof accountIds)[number] }) => (accountIds.includes(id) ? accountIds.indexOf(id) : accountIds.length);
  const items = rows
    .toSorted((left, right) => place(left) - place(right))
    .map((row) => {
      const problem = problemOf(row, currency);
      const free = row.balance - row.held + (held.get(row.id) ?? 0);
      return { id: row.id, kind: row.kind, lastFour: row.lastFour, available: money(problem === null ? free : 0, currency), problem };
    });
  return { items };
}
