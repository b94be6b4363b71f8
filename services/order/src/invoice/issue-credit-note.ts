import type { RefundId } from '@tradewind/contracts/ids';
import { fraction, money } from '@tradewind/money';
import type { Sql } from '@tradewind/service';
import type { OrderRow } from '../order/order-store.ts';
import type { InvoiceFacts } from './invoice-facts.ts';
import { type InvoiceRow, insertInvoice, readInvoices } from './invoice-store.ts';

interface Pieces {
  readonly title: string;
  readonly variantTitle: string;
  readonly sku: string;
  readonly quantity: number;
  readonly worth: number;
}

const piecesText = `
  SELECT i.title, i.variant_title AS "variantTitle", i.sku, r.quantity, r.worth
  FROM refund_item r JOIN order_item i ON i.id = r.order_item_id WHERE r.refund_id = $1 ORDER BY i.position`;

const plain = (text: string, amount: number) => ({ text, detail: '', quantity: null, unitPrice: null, amount });

/** What goes back for: pieces with their tax, and what else of the amount there is. */
async function linesOf(sql: Sql, refund: Refunded): Promise<InvoiceFacts['lines']> {
  const pieces = await sql.rows<Pieces>(piecesText, [refund.id]);
  const lines = pieces.map(({ title, variantTitle, sku, quantity, worth }) => ({
    text: title,
    detail: [variantTitle, sku].filter(Boolean).join(' · '),
    quantity,
    unitPrice: null,
    amount: worth,
  }));
  const rest = refund.amount - lines.reduce((sum, { amount }) => sum + amount, 0);
  if (rest === 0) return lines;
  if (lines.length === 0) return [plain(refund.reason, rest)];
  return [...lines, plain(rest > 0 ? 'Delivery and what else was paid' : 'Paid back before', rest)];
}

interface Refunded {
  readonly id: RefundId;
  /** Minor units, at most what was paid and not given back. */
  readonly amount: number;
  readonly reason: string;
}

/** The tax of all that was credited so far, less what was invoiced again. */
function creditedTax(issued: readonly InvoiceRow[]): number {
  return issued.reduce((sum, { kind, refundId, tax }) => {
    if (kind === 'credit_note') return sum + tax;
    return refundId === null ? sum : sum - tax;
  }, 0);
}

/**
 * Issues the credit note of a refund that came through, in the transaction that takes note of it. Its tax is such that the credit notes of
 * an order given back in full add up to the tax of its invoice. Where no invoice was issued there is nothing to correct.
 * @param refunded what is given back of the order with this refund; minor units
 */
export async function issueCreditNote(
  sql: Sql,
  order: OrderRow,
  { refund, refunded }: { refund: Refunded; refunded: number },
): Promise<void> {
  const issued = await readInvoices(sql, order.id);
  const original = issued.find(({ kind, refundId }) => kind === 'invoice' && refundId === null);
  if (!original || refund.amount === 0) return;
  const upTo = fraction(money(original.tax, order.currency), refunded, original.total).amountMinor;
  const tax = upTo - creditedTax(issued);
  const net = refund.amount - tax;
  const [rate] = original.facts.taxes.map((one) => one.rate);
  const facts: InvoiceFacts = {
    ...original.facts,
    corrects: original.number,
    lines: await linesOf(sql, refund),
    taxIncluded: true,
    taxes: [{ rate: rate ?? 0, net, tax }],
    net,
    tax,
    total: refund.amount,
  };
  await insertInvoice(sql, { orderId: order.id, kind: 'credit_note', refundId: refund.id, currency: order.currency, facts });
}

/** A bank took a refund back: what its credit note took away is invoiced again. Without a credit note there is nothing to make up for. */
export async function invoiceAgain(sql: Sql, order: OrderRow, refundId: RefundId): Promise<void> {
  const credited = (await readInvoices(sql, order.id)).find((row) => row.kind === 'credit_note' && row.refundId === refundId);
  if (!credited) return;
  const facts = { ...credited.facts, corrects: credited.number };
  await insertInvoice(sql, { orderId: order.id, kind: 'invoice', refundId, currency: order.currency, facts });
}
