import { TradewindError } from '@tradewind/contracts/errors';
import type { CartId, Id, OrderEditId, OrderId, PaymentId, ShipmentId, UserId, VariantId } from '@tradewind/contracts/ids';
import type { credit, order, primitives, product } from '@tradewind/contracts/schemas';
import type { Currency } from '@tradewind/money';
import { onlyRow, type Sql } from '@tradewind/service';
import type { z } from 'zod';
import type { WaitingPlan } from '../supplement/supplement-store.ts';
import { fulfilmentTransitions, mayBecome, orderTransitions, paymentTransitions } from './order-state.ts';

export type Image = z.infer<typeof product.image>;

/** Amounts are minor units of `currency`. */
export interface OrderRow {
  readonly id: OrderId;
  readonly number: string;
  readonly cartId: CartId;
  readonly customerId: UserId | null;
  readonly status: order.OrderStatus;
  readonly paymentStatus: order.PaymentStatus;
  readonly fulfilmentStatus: order.FulfilmentStatus;
  readonly currency: Currency;
  readonly email: string;
  readonly shippingAddress: primitives.Address;
  readonly billingAddress: primitives.Address;
  readonly shippingOption: Pick<order.ShippingOption, 'id' | 'name' | 'estimate'>;
  readonly subtotal: number;
  readonly discount: number;
  readonly shipping: number;
  readonly shippingDiscount: number;
  readonly tax: number;
  readonly includedTax: number;
  readonly total: number;
  readonly paid: number;
  readonly refunded: number;
  readonly refundPending: number;
  readonly contentHash: string;
  /** What gift cards and store credit were to pay when it was placed. */
  readonly credit: readonly (Omit<credit.PaidByCredit, 'amount'> & { readonly amount: number })[];
  readonly paymentId: PaymentId | null;
  readonly placedAt: Date;
  readonly expiresAt: Date;
}

/** Of what was paid, what is neither given back nor about to be; minor units. */
export function leftOf({ paid, refunded, refundPending }: OrderRow): number {
  return paid - refunded - refundPending;
}

export interface OrderItemRow {
  readonly id: Id<'orderItem'>;
  readonly variantId: VariantId;
  readonly sku: string;
  readonly title: string;
  readonly variantTitle: string;
  readonly productSlug: string;
  readonly image: Image | null;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly discount: number;
  readonly tax: number;
  readonly includedTax: number;
  readonly fulfilledQuantity: number;
  readonly refundedQuantity: number;
  readonly withdrawnQuantity: number;
  /** Of the shipped pieces: in a return or back by one; back; and those whose money a return has not given back yet. */
  readonly claimedQuantity: number;
  readonly returnedQuantity: number;
  readonly heldQuantity: number;
}

interface ShipmentRow {
  readonly id: ShipmentId;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly shippedAt: string;
  readonly deliveredAt: string | null;
  readonly trackingToken: string;
  readonly items: readonly { readonly itemId: Id<'orderItem'>; readonly quantity: number }[];
}

interface Fact {
  readonly at: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
}

export interface WholeOrder extends OrderRow {
  readonly items: readonly OrderItemRow[];
  readonly promotions: readonly { readonly name: string; readonly code: string | null; readonly amount: number }[];
  readonly shipments: readonly ShipmentRow[];
  readonly facts: readonly Fact[];
  readonly waiting: WaitingEdit | null;
}

/** An edit that waits for its payment; the amount in minor units. */
interface WaitingEdit {
  readonly id: OrderEditId;
  readonly amount: number;
  readonly expiresAt: string;
  readonly plan: WaitingPlan;
}

const columns = `
  o.id, o.number, o.cart_id AS "cartId", o.customer_id AS "customerId", o.status, o.payment_status AS "paymentStatus",
  o.fulfilment_status AS "fulfilmentStatus", o.currency, o.email, o.shipping_address AS "shippingAddress",
  o.billing_address AS "billingAddress", o.shipping_option AS "shippingOption", o.subtotal, o.discount, o.shipping,
  o.shipping_discount AS "shippingDiscount", o.tax, o.included_tax AS "includedTax", o.total,
  o.paid, o.refunded, o.refund_pending AS "refundPending", o.content_hash AS "contentHash", o.credit, o.payment_id AS "paymentId",
  o.placed_at AS "placedAt", o.expires_at AS "expiresAt"`;

const itemColumns = `
  i.id, i.variant_id AS "variantId", i.sku, i.title, i.variant_title AS "variantTitle", i.product_slug AS "productSlug", i.image,
  i.quantity, i.unit_price AS "unitPrice", i.discount, i.tax, i.included_tax AS "includedTax", i.fulfilled_quantity AS "fulfilledQuantity",
  i.refunded_quantity AS "refundedQuantity", i.withdrawn_quantity AS "withdrawnQuantity",
  i.claimed_quantity AS "claimedQuantity", i.returned_quantity AS "returnedQuantity", i.held_quantity AS "heldQuantity"`;

const shipmentColumns = `
  s.id, s.carrier, s.tracking_number AS "trackingNumber", s.shipped_at AS "shippedAt", s.delivered_at AS "deliveredAt", s.tracking_token AS "trackingToken",
  (SELECT json_agg(json_build_object('itemId', x.order_item_id, 'quantity', x.quantity)) FROM shipment_item x WHERE x.shipment_id = s.id) AS items`;

const wholeText = `
  SELECT ${columns},
    (SELECT json_agg(x) FROM (SELECT ${itemColumns} FROM order_item i WHERE i.order_id = o.id AND i.quantity > 0 ORDER BY i.position) x) AS items,
    COALESCE((SELECT json_agg(json_build_object('name', u.name, 'code', u.code, 'amount', u.amount) ORDER BY u.position)
      FROM promotion_use u WHERE u.order_id = o.id), '[]') AS promotions,
    COALESCE((SELECT json_agg(x) FROM (SELECT ${shipmentColumns} FROM shipment s WHERE s.order_id = o.id ORDER BY s.id) x), '[]') AS shipments,
    COALESCE((SELECT json_agg(x) FROM (SELECT f.at, f.type, f.data FROM order_fact f WHERE f.order_id = o.id ORDER BY f.id) x), '[]') AS facts,
    (SELECT json_build_object('id', w.edit_id, 'amount', w.amount, 'expiresAt', w.expires_at, 'plan', w.plan)
      FROM supplement w WHERE w.order_id = o.id AND w.status = 'awaiting_payment') AS waiting
  FROM orders o WHERE o.id = $1`;

/** An order with all that belongs to it, in one statement; undefined when there is none. */
export async function findOrder(sql: Sql, orderId: string): Promise<WholeOrder | undefined> {
  return onlyRow(await sql.rows<WholeOrder>(wholeText, [orderId]));
}

/** @throws NOT_FOUND */
export async function loadOrder(sql: Sql, orderId: string): Promise<WholeOrder> {
  const found = await findOrder(sql, orderId);
  if (!found) throw orderNotFound();
  return found;
}

export function orderNotFound(): TradewindError {
  return new TradewindError('NOT_FOUND', 'There is no such order.');
}

const lockText = `SELECT ${columns} FROM orders o WHERE o.id = $1 FOR UPDATE`;

/** The row of an order, held until the transaction ends: every change of an order begins with this. @throws NOT_FOUND */
export async function lockOrder(sql: Sql, orderId: string): Promise<OrderRow> {
  const row = onlyRow(await sql.rows<OrderRow>(lockText, [orderId]));
  if (!row) throw orderNotFound();
  return row;
}

const itemsText = `SELECT ${itemColumns} FROM order_item i WHERE i.order_id = $1 AND i.quantity > 0 ORDER BY i.position`;

/** The lines that have pieces. To be read after the order was locked, or it may be from before another's change. */
export function readItems(sql: Sql, orderId: string): Promise<OrderItemRow[]> {
  return sql.rows<OrderItemRow>(itemsText, [orderId]);
}

const statesText = `
  UPDATE orders SET status = $2, payment_status = $3, fulfilment_status = $4, paid = $5::bigint, refunded = $6, refund_pending = $7,
    payment_id = coalesce($8, payment_id), paid_at = CASE WHEN paid = 0 AND $5::bigint > 0 THEN now() ELSE paid_at END, updated_at = now()
  WHERE id = $1 AND status = $9 AND payment_status = $10 AND fulfilment_status = $11 RETURNING id`;

type Changes = Partial<
  Pick<OrderRow, 'status' | 'paymentStatus' | 'fulfilmentStatus' | 'paid' | 'refunded' | 'refundPending' | 'paymentId'>
>;

function notAllowed(): TradewindError {
  return new TradewindError('CONFLICT', 'The state of the order does not allow it.');
}

function allows(row: OrderRow, next: OrderRow): boolean {
  return (
    (row.status === next.status || mayBecome(orderTransitions, row.status, next.status)) &&
    (row.paymentStatus === next.paymentStatus || mayBecome(paymentTransitions, row.paymentStatus, next.paymentStatus)) &&
    (row.fulfilmentStatus === next.fulfilmentStatus || mayBecome(fulfilmentTransitions, row.fulfilmentStatus, next.fulfilmentStatus))
  );
}

/**
 * Writes changes of an order's states and sums.
 * @returns the row after them
 * @throws CONFLICT when a table of states does not allow them, or the order is not in the states it was read in
 */
export async function changeOrder(sql: Sql, row: OrderRow, changes: Changes): Promise<OrderRow> {
  const next = { ...row, ...changes };
  if (!allows(row, next)) throw notAllowed();
  const written = await sql.rows(statesText, [
    row.id,
    next.status,
    next.paymentStatus,
    next.fulfilmentStatus,
    next.paid,
    next.refunded,
    next.refundPending,
    next.paymentId,
    row.status,
    row.paymentStatus,
    row.fulfilmentStatus,
  ]);
  if (written.length === 0) throw notAllowed();
  return next;
}

const factText = 'INSERT INTO order_fact (order_id, type, data) VALUES ($1, $2, $3)';

/** Adds to an order's history. */
export async function addFact(sql: Sql, orderId: string, fact: { type: string; data?: Record<string, unknown> }): Promise<void> {
  await sql.rows(factText, [orderId, fact.type, JSON.stringify(fact.data ?? {})]);
}
