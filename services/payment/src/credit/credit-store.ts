import type { CreditAccountId, OrderId, UserId } from '@tradewind/contracts/ids';
import type { credit as schemas } from '@tradewind/contracts/schemas';
import type { Currency } from '@tradewind/money';
import { onlyRow, type Sql } from '@tradewind/service';
import { hashCode } from './credit-code.ts';

export type CreditKind = schemas.CreditAccount['kind'];

export interface CreditRow {
  readonly id: CreditAccountId;
  readonly kind: CreditKind;
  readonly lastFour: string | null;
  readonly customerId: UserId | null;
  readonly recipient: string | null;
  readonly currency: Currency;
  readonly balance: number;
  readonly held: number;
  readonly expiresAt: Date | null;
  readonly disabledAt: Date | null;
  readonly disabledBy: string | null;
  readonly disabledReason: string | null;
  readonly createdAt: Date;
}

const columns = `
  a.id, a.kind, a.customer_id AS "customerId", a.recipient, a.currency, a.balance, a.held, a.expires_at AS "expiresAt",
  a.disabled_at AS "disabledAt", a.disabled_by AS "disabledBy", a.disabled_reason AS "disabledReason", a.created_at AS "createdAt",
  (SELECT last_four FROM credit_code c WHERE c.account_id = a.id ORDER BY created_at DESC LIMIT 1) AS "lastFour"`;

const byId = `SELECT ${columns} FROM credit_account a WHERE a.id = $1`;
const byHash = `SELECT ${columns} FROM credit_account a WHERE a.id = (SELECT account_id FROM credit_code WHERE hash = $1)`;
const byCustomer = `SELECT ${columns} FROM credit_account a WHERE a.customer_id = $1 ORDER BY a.currency`;
const forPaying = `
  SELECT ${columns} FROM credit_account a
  WHERE a.id = ANY ($1::text[]) OR (a.kind = 'store_credit' AND a.customer_id = $2 AND a.currency = $3)`;

export async function findCredit(sql: Sql, id: string): Promise<CreditRow | undefined> {
  return onlyRow(await sql.rows<CreditRow>(byId, [id]));
}

export async function findCreditOfCode(sql: Sql, code: string): Promise<CreditRow | undefined> {
  return onlyRow(await sql.rows<CreditRow>(byHash, [hashCode(code)]));
}

/** A customer's store credit, one account for each currency. */
export async function readCreditOfCustomer(sql: Sql, customerId: string): Promise<CreditRow[]> {
  return await sql.rows<CreditRow>(byCustomer, [customerId]);
}

/** Some accounts, and a customer's store credit in a currency. */
export async function readCreditForPaying(
  sql: Sql,
  { accountIds, customerId, currency }: { accountIds: readonly string[]; customerId: string | null; currency: Currency },
): Promise<CreditRow[]> {
  return await sql.rows<CreditRow>(forPaying, [accountIds, customerId, currency]);
}

/** Last four, or the beginning of a recipient's address; both null ask for nothing. */
interface CreditSearch {
  readonly kind: CreditKind;
  readonly query: string | null;
  readonly before: string | null;
  readonly limit: number;
}

const listed = `
  SELECT ${columns} FROM credit_account a
  WHERE a.kind = $1 AND ($2::text IS NULL OR a.id < $2)
    AND ($3::text IS NULL OR starts_with(a.recipient, lower($3)) OR a.id IN (SELECT account_id FROM credit_code WHERE last_four = upper($3)))
  ORDER BY a.id DESC LIMIT $4`;

/** Accounts of a kind, newest first: ids grow with time. */
export async function listCreditRows(sql: Sql, { kind, query, before, limit }: CreditSearch): Promise<CreditRow[]> {
  return await sql.rows<CreditRow>(listed, [kind, before, query, limit]);
}

const insert = `
  INSERT INTO credit_account (id, kind, customer_id, recipient, currency, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (customer_id, currency) WHERE kind = 'store_credit' DO UPDATE SET customer_id = EXCLUDED.customer_id RETURNING id`;

/** Writes an empty account. A customer's store credit that is there already stays. @returns its id */
export async function insertCredit(
  sql: Sql,
  row: Pick<CreditRow, 'id' | 'kind' | 'customerId' | 'recipient' | 'currency' | 'expiresAt'>,
): Promise<CreditAccountId> {
  const { id, kind, customerId, recipient, currency, expiresAt } = row;
  const made = onlyRow(await sql.rows<{ id: CreditAccountId }>(insert, [id, kind, customerId, recipient, currency, expiresAt]));
  if (!made) throw new Error('an inserted row comes back');
  return made.id;
}

const insertCodeText = 'INSERT INTO credit_code (hash, account_id, last_four) VALUES ($1, $2, $3)';

/** Has a code open an account, besides those that do. */
export async function insertCode(sql: Sql, accountId: string, code: string): Promise<void> {
  await sql.rows(insertCodeText, [hashCode(code), accountId, code.slice(-4)]);
}

export interface MovementRow {
  readonly at: Date;
  readonly type: schemas.CreditMovement['type'];
  readonly amount: number;
  readonly orderId: OrderId | null;
  readonly reason: string | null;
  readonly actor: string;
}

const movementsText = `
  SELECT m.at, m.type, m.amount, p.order_id AS "orderId", m.reason, m.actor
  FROM credit_movement m LEFT JOIN payment p ON p.id = m.payment_id WHERE m.account_id = $1 ORDER BY m.id DESC LIMIT 200`;

/** What happened to an account, newest first, as far back as anybody reads. */
export async function readMovements(sql: Sql, accountId: string): Promise<MovementRow[]> {
  return await sql.rows<MovementRow>(movementsText, [accountId]);
}
