import type { Id, OrderEditId, OrderId, RefundId, VariantId } from '@tradewind/contracts/ids';
import type { order, primitives } from '@tradewind/contracts/schemas';
import { type Currency, money } from '@tradewind/money';
import { onlyRow, type Sql } from '@tradewind/service';
import type { EditedLine, Plan } from './plan-edit.ts';

/** What an edit changed of a line. Amounts are minor units, with their sign. */
export interface LineChange {
  readonly itemId: Id<'orderItem'>;
  readonly variantId: VariantId;
  readonly sku: string;
  readonly title: string;
  readonly variantTitle: string;
  /** Pieces that were put on, or taken off when negative. */
  readonly delta: number;
  /** What the line costs more, with the tax that is added; of that, net of any tax and tax of any kind. */
  readonly amount: number;
  readonly net: number;
  readonly tax: number;
  /** In thousandths of a percent. */
  readonly rate: number;
}

export interface EditRow {
  readonly id: OrderEditId;
  readonly lines: readonly LineChange[];
  readonly difference: number;
  readonly changesAddress: boolean;
  readonly at: Date;
  /** What gives its difference back, the first where it takes several, and how much of it. */
  readonly refundId: RefundId | null;
  readonly refund: number;
}

/** The lines that a plan changes. */
export function changesOf({ lines }: Plan): LineChange[] {
  return lines.flatMap(({ before, after, rate }: EditedLine) => {
    const delta = after.quantity - (before?.quantity ?? 0);
    if (delta === 0) return [];
    const change = (of: (item: EditedLine['after']) => number) => of(after) - (before ? of(before) : 0);
    const tax = change((item) => item.tax + item.includedTax);
    const amount = change((item) => item.unitPrice * item.quantity - item.discount + item.tax);
    const { id: itemId, variantId, sku, title, variantTitle } = after;
    return [{ itemId, variantId, sku, title, variantTitle, delta, amount, net: amount - tax, tax, rate }];
  });
}

/** What an edit changes, as the order's history says it. */
export function toldChanges(plan: Plan): Pick<LineChange, 'title' | 'variantTitle' | 'sku' | 'delta'>[] {
  return changesOf(plan).map(({ title, variantTitle, sku, delta }) => ({ title, variantTitle, sku, delta }));
}

const factsText = 'SELECT count(*) AS facts FROM order_fact WHERE order_id = $1';

/** How many things have happened to a locked order: what its version is. */
export async function versionOf(sql: Sql, orderId: OrderId): Promise<number> {
  return onlyRow(await sql.rows<{ facts: number }>(factsText, [orderId]))?.facts ?? 0;
}

const resizeText = 'UPDATE order_item SET quantity = $2, discount = $3, tax = $4, included_tax = $5 WHERE id = $1';
const addText = `
  INSERT INTO order_item (id, order_id, position, variant_id, sku, title, variant_title, product_slug, image, quantity, unit_price, discount, tax, included_tax)
  SELECT $1, $2, max(position) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 FROM order_item WHERE order_id = $2`;

async function writeLine(sql: Sql, orderId: OrderId, { before, after }: EditedLine): Promise<void> {
  const { id, quantity, discount, tax, includedTax } = after;
  if (before) {
    if (before.quantity !== quantity) await sql.rows(resizeText, [id, quantity, discount, tax, includedTax]);
    return;
  }
  const { variantId, sku, title, variantTitle, productSlug, image, unitPrice } = after;
  const texts = [variantId, sku, title, variantTitle, productSlug, image === null ? null : JSON.stringify(image)];
  await sql.rows(addText, [id, orderId, ...texts, quantity, unitPrice, discount, tax, includedTax]);
}

const orderText = `
  UPDATE orders SET subtotal = $2, discount = $3, tax = $4, included_tax = $5, total = $6, item_count = item_count + $7,
    reduced = reduced + greatest(0, total - $6), paid = paid + greatest(0, $6 - total), shipping_address = coalesce($8, shipping_address), customer_name = coalesce($9, customer_name), updated_at = now()
  WHERE id = $1`;
const editText = 'INSERT INTO order_edit (id, order_id, lines, difference, changes_address, edited_by) VALUES ($1, $2, $3, $4, $5, $6)';

interface Edit {
  readonly id: OrderEditId;
  readonly orderId: OrderId;
  readonly plan: Plan;
  readonly address: primitives.Address | undefined;
  readonly editedBy: string;
}

/** Writes what an edit makes of a locked order: lines, sums and address. What it costs more is paid. */
export async function writeEdit(sql: Sql, { id, orderId, plan, address, editedBy }: Edit): Promise<void> {
  for (const line of plan.lines) await writeLine(sql, orderId, line);
  const { subtotal, discount, tax, includedTax, total } = plan.sums;
  const to = [address ? JSON.stringify(address) : null, address?.name ?? null];
  await sql.rows(orderText, [orderId, subtotal, discount, tax, includedTax, total, plan.itemCountChange, ...to]);
  await sql.rows(editText, [id, orderId, JSON.stringify(changesOf(plan)), plan.difference, address !== undefined, editedBy]);
}

const columns =
  'e.id, e.lines, e.difference, e.changes_address AS "changesAddress", e.at, r.id AS "refundId", coalesce(r.amount, 0) AS refund';
const byOrderText = `
  SELECT ${columns} FROM order_edit e
  LEFT JOIN LATERAL (SELECT min(id) AS id, sum(amount)::bigint AS amount FROM refund WHERE edit_id = e.id) r ON true
  WHERE e.order_id = $1 ORDER BY e.id`;

/** The oldest first. */
export function readEdits(sql: Sql, orderId: OrderId): Promise<EditRow[]> {
  return sql.rows<EditRow>(byOrderText, [orderId]);
}

const writtenText = 'SELECT FROM order_edit WHERE id = $1';

export async function isWritten(sql: Sql, editId: OrderEditId): Promise<boolean> {
  return (await sql.rows(writtenText, [editId])).length > 0;
}

const refundText = 'SELECT id FROM refund WHERE edit_id = $1 ORDER BY id';

/** What gives the difference of an edit back, for each payment that it is of. */
export async function findEditRefunds(sql: Sql, editId: OrderEditId): Promise<RefundId[]> {
  return (await sql.rows<{ id: RefundId }>(refundText, [editId])).map(({ id }) => id);
}

/** An edit as an email tells it. */
export function toEdit({ id, lines, difference, changesAddress, at, refund }: EditRow, currency: Currency): order.OrderEdit {
  return {
    id,
    lines: lines.map(({ title, variantTitle, sku, delta }) => ({ title, variantTitle, sku, delta })),
    difference: money(difference, currency),
    refund: money(refund, currency),
    changesAddress,
    at: at.toISOString(),
  };
}
