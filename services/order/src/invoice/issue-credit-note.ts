import type { Id, RefundId } from '@tradewind/contracts/ids';
import type { Sql } from '@tradewind/service';
import { type EditRow, readEdits } from '../edit/edit-store.ts';
import type { OrderRow } from '../order/order-store.ts';
import { creditTaxes, leftToCredit } from './credit-taxes.ts';
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
  return [...lines, plainLine(rest > 0 ? 'Delivery and what else was paid' : 'Paid back before', rest)];
}

/** By rate, what goes back for pieces. */
function worthByRate(lines: InvoiceFacts['lines']): Map<number, number> {
  const worth = new Map<number, number>();
  for (const { item, amount } of lines) if (item) worth.set(item.rate, (worth.get(item.rate) ?? 0) + amount);
  return worth;
}

/** The lines that an edit changed: what was taken off is credited, what was put on is set against it. */
function editedLines({ lines }: EditRow, rates: ReadonlyMap<string, number>): InvoiceFacts['lines'] {
  return lines.map(({ itemId, title, variantTitle, sku, delta, amount, rate }) => ({
    text: delta > 0 ? `Added: ${title}` : title,
    detail: [variantTitle, sku].filter(Boolean).join(' · '),
    quantity: Math.abs(delta),
    unitPrice: null,
    amount: -amount,
    item: { id: itemId, rate: rates.get(itemId) ?? rate },
  }));
}

/** By rate, what an edit takes away of each tax; nothing where it adds to one, which a credit note cannot say. */
function editedTaxes({ lines }: EditRow, rates: ReadonlyMap<string, number>): InvoiceFacts['taxes'] | undefined {
  const sums = new Map<number, { net: number; tax: number }>();
  for (const line of lines) {
    const rate = rates.get(line.itemId) ?? line.rate;
    const { net, tax } = sums.get(rate) ?? { net: 0, tax: 0 };
    sums.set(rate, { net: net - line.net, tax: tax - line.tax });
  }
  const taxes = [...sums].map(([rate, sum]) => ({ rate, ...sum }));
  return taxes.some(({ net, tax }) => net < 0 || tax < 0) ? undefined : taxes;
}

/** What a credit note says of a refund: the pieces that it pays for, or what the edit changed that it is the whole difference of. */
async function contentOf(sql: Sql, order: OrderRow, refund: Refunded, issued: readonly InvoiceRow[]) {
  const edits = await readEdits(sql, order.id);
  const invoiced = issued.flatMap(({ facts }) => facts.lines.flatMap(({ item }) => (item ? [[item.id, item.rate] as const] : [])));
  const rates = new Map([...edits.flatMap(({ lines }) => lines.map(({ itemId, rate }) => [itemId, rate] as const)), ...invoiced]);
  const edit = edits.find(({ refundId, difference }) => refundId === refund.id && -difference === refund.amount);
  const left = leftToCredit(issued);
  if (edit) {
    const taxes = editedTaxes(edit, rates) ?? creditTaxes(left, { amount: refund.amount, worth: new Map() });
    return { lines: editedLines(edit, rates), taxes };
  }
  const lines = linesOf(await sql.rows<Pieces>(piecesText, [refund.id]), refund, rates);
  return { lines, taxes: creditTaxes(left, { amount: refund.amount, worth: worthByRate(lines) }) };
}

/**
 * Issues the credit note of a refund that came through, in the transaction that takes note of it; those of an order that is given back in
 * full add up to its invoice, to the minor unit of each tax. Where no invoice was issued there is nothing to correct.
 */
export async function issueCreditNote(sql: Sql, order: OrderRow, refund: Refunded): Promise<void> {
  const issued = await readInvoices(sql, order.id);
  const original = issued.find(({ kind, refundId }) => kind === 'invoice' && refundId === null);
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
  await insertInvoice(sql, { orderId: order.id, kind: 'credit_note', refundId: refund.id, currency: order.currency, facts });
}

/** A bank took a refund back: what its credit note took away is invoiced again. Without a credit note there is nothing to make up for. */
export async function invoiceAgain(sql: Sql, order: OrderRow, refundId: RefundId): Promise<void> {
  const credited = (await readInvoices(sql, order.id)).find((row) => row.kind === 'credit_note' && row.refundId === refundId);
  if (!credited) return;
  const facts = { ...credited.facts, corrects: credited.number };
  await insertInvoice(sql, { orderId: order.id, kind: 'invoice', refundId, currency: order.currency, facts });
}
