import { newId, type OrderId } from '@tradewind/contracts/ids';
import { appendEvents } from '@tradewind/messaging';
import { money } from '@tradewind/money';
import { onlyRow, type Sql } from '@tradewind/service';
import type { OrderItemRow, WholeOrder } from '../order/order-store.ts';
import { claimsOf } from '../promotion/grant-promotions.ts';
import { customersOf } from '../promotion/price-cart.ts';
import { claimPromotions, isGone } from '../promotion/promotion-store.ts';
import type { Services } from '../services.ts';
import type { Draft } from './draft-order.ts';

/**
 * One statement: takes the cart as it was priced, or finds no row; then the order, its lines and the first fact. The cart
 * points at the order from here on, so that no second one is made and no line changes.
 */
const placeText = `
  WITH held AS (
    UPDATE cart SET order_id = $1, updated_at = now() WHERE id = $2 AND version = $3 AND status = 'open' AND order_id IS NULL RETURNING id
  ), placed AS (
    INSERT INTO orders (id, number, cart_id, customer_id, currency, email, customer_name, shipping_address, billing_address,
      shipping_option, subtotal, discount, shipping, tax, included_tax, total, item_count, content_hash,
      shipping_discount, shipping_tax, shipping_included_tax, credit, expires_at)
    SELECT $1, 'TW-' || nextval('order_number'), held.id, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
      now() + $23 * interval '1 minute' FROM held
    RETURNING id, number, placed_at, expires_at
  ), lines AS (
    INSERT INTO order_item (id, order_id, position, variant_id, sku, title, variant_title, product_slug, image, quantity, unit_price,
      discount, tax, included_tax)
    SELECT l.id, placed.id, l.position, l."variantId", l.sku, l.title, l."variantTitle", l."productSlug", l.image, l.quantity,
      l."unitPrice", l.discount, l.tax, l."includedTax"
    FROM placed, json_to_recordset($24::json) AS l(id text, position int, "variantId" text, sku text, title text, "variantTitle" text,
      "productSlug" text, image jsonb, quantity int, "unitPrice" bigint,
      discount bigint, tax bigint, "includedTax" bigint)
  ), fact AS (
    INSERT INTO order_fact (order_id, at, type, data) SELECT id, placed_at, 'placed', $25 FROM placed
  )
  SELECT number, placed_at AS "placedAt", expires_at AS "expiresAt" FROM placed`;

function toItems({ lines, totals }: Draft): OrderItemRow[] {
  return lines.map(({ variantId, quantity, offer, unitPrice }, index) => ({
    id: newId('orderItem'),
    variantId,
    sku: offer.sku,
    title: offer.title,
    variantTitle: offer.variantTitle,
    productSlug: offer.productSlug,
    image: offer.image,
    quantity,
    unitPrice: unitPrice.amountMinor,
    discount: totals.lines[index]?.discount.amountMinor ?? 0,
    tax: totals.lines[index]?.tax.amountMinor ?? 0,
    includedTax: totals.lines[index]?.includedTax.amountMinor ?? 0,
    fulfilledQuantity: 0,
    refundedQuantity: 0,
    claimedQuantity: 0,
    returnedQuantity: 0,
    heldQuantity: 0,
    withdrawnQuantity: 0,
  }));
}

function creditOf({ credit }: Draft): WholeOrder['credit'] {
  return credit.map(({ amount, ...account }) => ({ ...account, amount: amount.amountMinor }));
}

function toWhole(
  draft: Draft,
  id: OrderId,
  made: Pick<WholeOrder, 'number' | 'placedAt' | 'expiresAt'>,
): Omit<WholeOrder, 'items' | 'facts'> {
  const { totals, shippingOption, cart } = draft;
  return {
    id,
    ...made,
    cartId: cart.id,
    customerId: draft.customerId,
    status: 'pending',
    paymentStatus: 'none',
    fulfilmentStatus: 'unfulfilled',
    currency: cart.currency,
    email: draft.email,
    shippingAddress: draft.shippingAddress,
    billingAddress: draft.billingAddress,
    shippingOption: { id: shippingOption.id, name: shippingOption.name, estimate: shippingOption.estimate },
    subtotal: totals.subtotal.amountMinor,
    discount: totals.discount.amountMinor,
    shipping: totals.shipping.amountMinor,
    shippingDiscount: totals.shippingDiscount.amountMinor,
    tax: totals.tax.amountMinor,
    includedTax: totals.includedTax.amountMinor,
    total: totals.total.amountMinor,
    paid: 0,
    refunded: 0,
    refundPending: 0,
    contentHash: draft.contentHash,
    credit: creditOf(draft),
    promotions: draft.granted.grants.map(({ promotion: { name, code }, amount }) => ({ name, code, amount: amount.amountMinor })),
    paymentId: null,
    shipments: [],
    waiting: null,
  };
}

async function claim(sql: Sql, draft: Draft, orderId: OrderId): Promise<void> {
  const wanted = claimsOf(draft.granted.grants);
  if (wanted.length > 0) await claimPromotions(sql, { orderId, wanted, customers: customersOf(draft) });
}

/**
 * Writes a pending order, with the uses of its promotions, and `order.placed` in one transaction.
 * @param attach notes the order under the request's idempotency key, in the same transaction
 * @returns undefined when the cart has changed since it was priced, was bought, or has another pending order
 * @throws a violated constraint when a promotion was used up since; see {@link isGone}
 */
export async function insertOrder(
  ctx: Services,
  draft: Draft,
  attach: (sql: Sql, orderId: string) => Promise<void>,
): Promise<WholeOrder | undefined> {
  const id = newId('order');
  const items = toItems(draft);
  const data = {
    ...(draft.totals.includedTax.amountMinor > 0 ? { includedTax: draft.totals.includedTax } : {}),
    ...(draft.isByStaff ? { by: 'staff' } : {}),
    ...(draft.replaces ? { replaces: draft.replaces } : {}),
  };
  return ctx.db.transaction(async (sql) => {
    const { cart, totals } = draft;
    const made = onlyRow(
      await sql.rows<Pick<WholeOrder, 'number' | 'placedAt' | 'expiresAt'>>(placeText, [
        id,
        cart.id,
        cart.version,
        draft.customerId,
        cart.currency,
        draft.email,
        draft.shippingAddress.name,
        JSON.stringify(draft.shippingAddress),
        JSON.stringify(draft.billingAddress),
        JSON.stringify({ id: draft.shippingOption.id, name: draft.shippingOption.name, estimate: draft.shippingOption.estimate }),
        totals.subtotal.amountMinor,
        totals.discount.amountMinor,
        totals.shipping.amountMinor,
        totals.tax.amountMinor,
        totals.includedTax.amountMinor,
        totals.total.amountMinor,
        items.reduce((count, item) => count + item.quantity, 0),
        draft.contentHash,
        totals.shippingDiscount.amountMinor,
        totals.delivery.tax.amountMinor,
        totals.delivery.includedTax.amountMinor,
        JSON.stringify(creditOf(draft)),
        draft.isByStaff ? ctx.linkExpiryMinutes : ctx.expiryMinutes,
        JSON.stringify(items.map((item, position) => ({ ...item, position }))),
        JSON.stringify(data),
      ]),
    );
    if (!made) return undefined;
    await claim(sql, draft, id);
    await attach(sql, id);
    const lines = items.map(({ variantId, sku, quantity }) => ({ variantId, sku, quantity }));
    const total = money(totals.total.amountMinor, cart.currency);
    const placed = { orderId: id, customerId: draft.customerId, total, lines, expiresAt: made.expiresAt.toISOString() };
    await appendEvents(sql, [{ type: 'order.placed', aggregateId: id, data: placed }]);
    return { ...toWhole(draft, id, made), items, facts: [{ at: made.placedAt.toISOString(), type: 'placed', data }] };
  });
}

/** As {@link insertOrder}. @returns undefined also when a promotion was used up since it was looked at: then the cart is to be priced anew */
export async function insertPriced(
  ctx: Services,
  draft: Draft,
  attach: (sql: Sql, orderId: string) => Promise<void>,
): Promise<WholeOrder | undefined> {
  try {
    return await insertOrder(ctx, draft, attach);
  } catch (error) {
    if (!isGone(error)) throw error;
    ctx.automaticPromotions.forget();
    return undefined;
  }
}
