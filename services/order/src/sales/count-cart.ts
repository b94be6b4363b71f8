import type { RowSweeps } from '@tradewind/messaging';
import type { Sql } from '@tradewind/service';
import { retention } from '../retention.ts';
import { slotOf } from './count-order.ts';

const countText = `
  WITH counted AS (
    INSERT INTO sales_cart (cart_id, started_slot) VALUES ($1, ${slotOf('$2::timestamptz')}) ON CONFLICT DO NOTHING RETURNING started_slot
  )
  INSERT INTO sales_slot AS c (currency, slot, carts) SELECT $3, started_slot, 1 FROM counted
  ON CONFLICT (currency, slot) DO UPDATE SET carts = c.carts + 1`;

/** Counts a cart that got its first line, once, however often it is told, and whether it was emptied since. */
export async function countCart(sql: Sql, cart: { cartId: string; currency: string; startedAt: string }): Promise<void> {
  await sql.rows(countText, [cart.cartId, cart.startedAt, cart.currency]);
}

const forgetText = `
  DELETE FROM sales_cart WHERE cart_id = ANY (ARRAY(
    SELECT cart_id FROM sales_cart WHERE started_slot < now() - make_interval(days => $1) ORDER BY started_slot LIMIT $2))
  RETURNING cart_id`;

/** Forgets which carts were counted long ago: their events cannot come again. */
export function forgetCountedCarts(sql: Sql): RowSweeps<'countedCarts'> {
  return { countedCarts: async (limit) => (await sql.rows(forgetText, [retention.countedCartDays, limit])).length };
}
