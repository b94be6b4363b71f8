import type { Id, OrderEditId, RefundId } from '@tradewind/contracts/ids';
import type { Sql } from '@tradewind/service';
import { readEdits } from '../edit/edit-store.ts';
import type { OrderRow } from '../order/order-store.ts';
import { creditTaxes, leftToCredit } from './credit-taxes.ts';
import { editedLines, editedTaxes, ratesOf } from './edited-lines.ts';
import { type InvoiceFacts, plainLine } from './invoice-facts.ts';
import { type InvoiceRow, insertInvoice, readInvoices } from './invoice-store.ts';

interface Pieces {
  readonly itemId: Id<'orderItem'>;
  readonly title: string;
  readonly variantTitle: string;
  readonly sku: string;
  readonly quantity: number;
  readonly worth: number;
}

const piecesText = `
  SELECT i.id AS "itemId", i.title, i.variant_title AS "variantTitle", i.sku, r.quantity, r.worth
  FROM refund_item r JOIN order_item i ON i.id = r.order_item_id WHERE r.refund_id = $1 ORDER BY i.position`;

interface Refunded {
  readonly id: RefundId;
  /** Minor units, at most what was paid and not given back. */
  readonly amount: number;
  readonly reason: string;
  /** The edit whose payment it gives back; null where that is the order's own. */
  readonly supplementId: OrderEditId | null;
}

/** What goes back for: pieces with their tax, and what else of the amount there is. */
function linesOf(pieces: readonly Pieces[], refund: Refunded, rates: ReadonlyMap<string, number>): InvoiceFacts['lines'] {
  const lines = pieces.map(({ itemId, title, variantTitle, sku, quantity, worth }) => ({
    text: title,
    detail: [variantTitle, sku].filter(Boolean).join(' · '),
    quantity,
    unitPrice: null,
    amount: worth,
    item: { id: itemId, rate: rates.get(itemId) ?? 0 },
  }));
  const rest = refund.amount - lines.reduce((sum, { amount }) => sum + amount, 0);
  if (rest === 0) return lines;
  if (lines.length === 0) return [plainLine(refund.reason, rest)];
  return [...lines, plainLine(rest > 0 ? 'Delivery and what else was paid' : 'Paid back otherwise', rest)];
}

/** By rate, what goes back for pieces. */
function worthByRate(lines: InvoiceFacts['lines']): Map<number, number> {
  const worth = new Map<number, number>();
  for (const { item, amount } of lines) if (item) worth.set(item.rate, (worth.get(item.rate) ?? 0) + amount);
  return worth;
}

/** What a credit note says of a refund: the pieces that it pays for, or what the edit changed that it is the whole difference of. */
async function contentOf(sql: Sql, order: OrderRow, refund: Refunded, issued: readonly InvoiceRow[]) {
  const edits = await readEdits(sql, order.id);
  const rates = ratesOf(issued, edits);
  const edit = edits.find(({ refundId, difference }) => refundId === refund.id && -difference === refund.amount);
  const left = leftToCredit(issued);
  if (edit) {
    const taken = editedTaxes(edit.lines, rates, -1);
    // What adds to a tax a credit note cannot say.
    const adds = taken.some(({ net, tax }) => net < 0 || tax < 0);
    const taxes = adds ? creditTaxes(left, { amount: refund.amount, worth: new Map() }) : taken;
    return { lines: editedLines(edit.lines, rates, -1), taxes };
  }
  const lines = linesOf(await sql.rows<Pieces>(piecesText, [refund.id]), refund, rates);
  return { lines, taxes: creditTaxes(left, { amount: refund.amount, worth: worthByRate(lines) }) };
}

/**
 * Issues the credit note of a refund that came through, in the transaction that takes note of it; those of an order that is given back in
 * full add up to its invoices, to the minor unit of each tax. It corrects the invoice of the payment that is given back; where none was issued
 * there is nothing to correct.
 */
export async function issueCreditNote(sql: Sql, order: OrderRow, refund: Refunded): Promise<void> {
  const issued = await readInvoices(sql, order.id);
  const { supplementId } = refund;
  const original = issued.find((one) => one.kind === 'invoice' && one.refundId === null && one.supplementId === supplementId);
  if (!original || refund.amount === 0) return;
  const { lines, taxes } = await contentOf(sql, order, refund, issued);
  const net = taxes.reduce((sum, one) => sum + one.net, 0);
  const facts: InvoiceFacts = {
    ...original.facts,
    corrects: original.number,
    lines,
    taxIncluded: true,
    taxes,
    net,
    tax: refund.amount - net,
    total: refund.amount,
  };
  await insertInvoice(sql, { orderId: order.id, kind: 'credit_note', refundId: refund.id, supplementId, currency: order.currency, facts });
}

/** A bank took a refund back: what its credit note took away is invoiced again. Without a credit note there is nothing to make up for. */
export async function invoiceAgain(sql: Sql, order: OrderRow, refundId: RefundId): Promise<void> {
  const credited = (await readInvoices(sql, order.id)).find((row) => row.kind === 'credit_note' && row.refundId === refundId);
  if (!credited) return;
  const facts = { ...credited.facts, corrects: credited.number };
  const { supplementId } = credited;
  await insertInvoice(sql, { orderId: order.id, kind: 'invoice', refundId, supplementId, currency: order.currency, facts });
}
