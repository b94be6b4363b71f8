import { TradewindError } from '@tradewind/contracts/errors';
import { type Id, newId, type OrderEditId, type OrderId, type RefundId } from '@tradewind/contracts/ids';
import type { invoices } from '@tradewind/contracts/schemas';
import { type Currency, money } from '@tradewind/money';
import { onlyRow, type Sql } from '@tradewind/service';
import { checkSums, type InvoiceFacts, invoiceFacts } from './invoice-facts.ts';

export interface InvoiceRow {
  readonly id: Id<'invoice'>;
  readonly orderId: OrderId;
  readonly kind: invoices.InvoiceKind;
  readonly number: string;
  readonly refundId: RefundId | null;
  /** The edit whose payment it is of; null where that is the order's own. */
  readonly supplementId: OrderEditId | null;
  readonly currency: Currency;
  readonly total: number;
  readonly tax: number;
  readonly facts: InvoiceFacts;
  readonly issuedAt: Date;
}

const columns = `
  id, order_id AS "orderId", kind, number, refund_id AS "refundId", supplement_id AS "supplementId", currency, total, tax, facts, issued_at AS "issuedAt"`;

const prefixes = { invoice: 'INV', credit_note: 'CRN' } as const satisfies Record<invoices.InvoiceKind, string>;

// Whoever comes second waits here until the first has committed, or has given its number back by rolling back.
const countText = `
  INSERT INTO invoice_counter AS c (kind, year, last) VALUES ($1, extract(year FROM now() AT TIME ZONE 'UTC'), 1)
  ON CONFLICT (kind, year) DO UPDATE SET last = c.last + 1 RETURNING year, last`;

const insertText = `
  INSERT INTO invoice (id, order_id, kind, year, sequence, number, refund_id, supplement_id, currency, total, tax, facts)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;

/** Gives a document the next number of its kind and year, and writes it down for good. */
export async function insertInvoice(
  sql: Sql,
  document: Pick<InvoiceRow, 'orderId' | 'kind' | 'refundId' | 'supplementId' | 'currency' | 'facts'>,
): Promise<void> {
  const { orderId, kind, refundId, supplementId, currency, facts } = document;
  checkSums(facts);
  const counted = onlyRow(await sql.rows<{ year: number; last: number }>(countText, [kind]));
  if (!counted) throw new Error('a counter counts');
  const { year, last } = counted;
  const number = `${prefixes[kind]}-${year}-${String(last).padStart(6, '0')}`;
  const sums = [currency, facts.total, facts.tax, JSON.stringify(facts)];
  await sql.rows(insertText, [newId('invoice'), orderId, kind, year, last, number, refundId, supplementId, ...sums]);
}

const byOrderText = `SELECT ${columns} FROM invoice WHERE order_id = $1 ORDER BY id`;

/** What was issued for an order, the oldest first. */
export async function readInvoices(sql: Sql, orderId: OrderId): Promise<InvoiceRow[]> {
  const rows = await sql.rows<InvoiceRow>(byOrderText, [orderId]);
  return rows.map((row) => ({ ...row, facts: invoiceFacts.parse(row.facts) }));
}

/** @throws NOT_FOUND also when it is another order's */
export async function loadInvoice(sql: Sql, orderId: OrderId, id: Id<'invoice'>): Promise<InvoiceRow> {
  const found = (await readInvoices(sql, orderId)).find((row) => row.id === id);
  if (!found) throw new TradewindError('NOT_FOUND', 'There is no such invoice.');
  return found;
}

export function toInvoice({ id, orderId, kind, number, issuedAt, total, tax, currency }: InvoiceRow): invoices.Invoice {
  return { id, orderId, kind, number, issuedAt: issuedAt.toISOString(), total: money(total, currency), tax: money(tax, currency) };
}
