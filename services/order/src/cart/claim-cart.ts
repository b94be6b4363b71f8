import { TradewindError } from '@tradewind/contracts/errors';
import type { CartId, UserId } from '@tradewind/contracts/ids';
import type { order } from '@tradewind/contracts/schemas';
import { onlyRow, type Sql } from '@tradewind/service';
import { repeatable, requireCustomer } from '../access.ts';
import type { Services } from '../services.ts';
import { type CartRow, findOpenCart, maxLines } from './cart-store.ts';
import { viewCart } from './cart-view.ts';
import { openForChange } from './change-cart.ts';

interface LockedCart {
  readonly id: CartId;
  readonly customerId: UserId | null;
  readonly currency: string;
  readonly idle: boolean;
}

const claimedText = `
  SELECT c.id FROM cart c LEFT JOIN cart t ON t.id = c.merged_into
  WHERE c.id = $1 AND coalesce(t.customer_id, c.customer_id) = $2`;

/** Both carts in the order of their ids, so that two claims never wait for each other. */
const lockText = `
  SELECT id, customer_id AS "customerId", currency, order_id IS NULL AS idle
  FROM cart WHERE status = 'open' AND (id = $1 OR customer_id = $2) ORDER BY id FOR UPDATE`;

const countText = `
  SELECT count(*) FILTER (WHERE cart_id = $1) AS guest, count(*) FILTER (WHERE cart_id = $2) AS own, count(DISTINCT variant_id) AS merged
  FROM cart_item WHERE cart_id IN ($1, $2)`;

const adoptText = `
  UPDATE cart SET customer_id = $2, token_hash = NULL, version = version + 1, updated_at = now()
  WHERE id = $1 AND NOT EXISTS (SELECT FROM cart WHERE customer_id = $2 AND status = 'open') RETURNING id`;

const pourText = `
  UPDATE cart_item own SET quantity = least(999, own.quantity + guest.quantity) FROM cart_item guest
  WHERE guest.cart_id = $1 AND own.cart_id = $2 AND own.variant_id = guest.variant_id`;
const moveText = `
  UPDATE cart_item SET cart_id = $2
  WHERE cart_id = $1 AND variant_id NOT IN (SELECT variant_id FROM cart_item WHERE cart_id = $2)`;
const codesText = `
  INSERT INTO cart_promotion (cart_id, promotion_id, added_at) SELECT $2, promotion_id, added_at FROM cart_promotion WHERE cart_id = $1
  ON CONFLICT DO NOTHING`;
const cardsText = `
  INSERT INTO cart_credit (cart_id, account_id, last_four, added_at) SELECT $2, account_id, last_four, added_at FROM cart_credit WHERE cart_id = $1
  ON CONFLICT DO NOTHING`;
const emptyText = `
  WITH codes AS (DELETE FROM cart_promotion WHERE cart_id = $1), cards AS (DELETE FROM cart_credit WHERE cart_id = $1)
  DELETE FROM cart_item WHERE cart_id = $1`;
const touchText = 'UPDATE cart SET version = version + 1, currency = $2, updated_at = now() WHERE id = $1';
const mergedText = `
  UPDATE cart SET status = 'merged', merged_into = $2, customer_id = NULL, token_hash = NULL, version = version + 1, updated_at = now()
  WHERE id = $1`;

async function pour(sql: Sql, guest: LockedCart, own: LockedCart): Promise<void> {
  const counts = onlyRow(await sql.rows<{ own: number; guest: number; merged: number }>(countText, [guest.id, own.id]));
  if (!counts) throw new Error('counts are always one row');
  if (guest.currency !== own.currency && counts.own > 0 && counts.guest > 0) {
    throw new TradewindError('CONFLICT', `Your cart is in ${own.currency}, this one in ${guest.currency}; they cannot be put together.`);
  }
  if (counts.merged > maxLines) throw new TradewindError('CONFLICT', `Together they would hold more than ${maxLines} different items.`);
  await sql.rows(touchText, [own.id, counts.guest > 0 ? guest.currency : own.currency]);
  await sql.rows(pourText, [guest.id, own.id]);
  await sql.rows(moveText, [guest.id, own.id]);
  await sql.rows(codesText, [guest.id, own.id]);
  await sql.rows(cardsText, [guest.id, own.id]);
  await sql.rows(emptyText, [guest.id]);
  await sql.rows(mergedText, [guest.id, own.id]);
}

/** @returns false when one of the two changed its state meanwhile, or the customer's other cart came between */
async function merge(sql: Sql, guestId: CartId, customerId: UserId): Promise<boolean> {
  const locked = await sql.rows<LockedCart>(lockText, [guestId, customerId]);
  const guest = locked.find((cart) => cart.id === guestId && cart.customerId === null);
  const own = locked.find((cart) => cart.customerId === customerId);
  if (!guest || locked.some((cart) => !cart.idle)) return false;
  if (own) await pour(sql, guest, own);
  else if ((await sql.rows(adoptText, [guestId, customerId])).length === 0) return false;
  return true;
}

function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}

/** Both carts without orders that wait for their payment. */
async function settle(ctx: Services, guest: { cartId: CartId; cartToken: string }, customerId: UserId): Promise<void> {
  await openForChange(ctx, guest);
  const own = await findOpenCart(ctx.db, customerId);
  if (own?.orderId) await openForChange(ctx, { cartId: own.id });
}

async function claim(ctx: Services, guest: { cartId: CartId; cartToken: string }, customerId: UserId): Promise<CartRow> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const claimed = await ctx.db.rows(claimedText, [guest.cartId, customerId]);
    const open = await findOpenCart(ctx.db, customerId);
    if (claimed.length > 0 && open) return open;
    await settle(ctx, guest, customerId);
    try {
      await ctx.db.transaction((sql) => merge(sql, guest.cartId, customerId));
    } catch (error) {
      // Another cart of this customer was made between the look and the write: look again.
      if (!isDuplicate(error)) throw error;
    }
  }
  throw new TradewindError('CONFLICT', 'The carts are being changed elsewhere; try again.');
}

/**
 * Makes a guest's cart the customer's, or pours its lines into the one that the customer has, all or nothing; pieces of one
 * variant come together, up to 999, and the codes
 * and gift cards of both count. The guest's token opens nothing any more. A repeated claim changes nothing.
 * @throws NOT_FOUND for a wrong token and for a cart of somebody else; CART_COMPLETED; CONFLICT when the currencies differ
 */
export async function claimCart(
  ctx: Services,
  input: { cartId: CartId; cartToken: string; idempotencyKey?: string | undefined },
): Promise<order.Cart> {
  const customerId = requireCustomer();
  return repeatable(ctx.db, { procedure: 'cart.claim', scope: input.cartId, input }, async () =>
    viewCart(ctx, await claim(ctx, input, customerId)),
  );
}
