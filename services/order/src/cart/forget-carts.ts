import type { RowSweeps } from '@tradewind/messaging';
import type { Sql } from '@tradewind/service';
import { retention } from '../retention.ts';

// A change of the cart that comes between the look and the lock is seen: the conditions are checked again on the locked row.
const forgetText = `
  WITH idle AS (
    SELECT c.id, EXISTS (SELECT FROM orders o WHERE o.cart_id = c.id) AS named FROM cart c
    WHERE (c.customer_id IS NULL) = $1 AND c.is_draft = $2 AND c.updated_at < now() - make_interval(days => $3)
      AND c.status IN ('open', 'merged') AND c.order_id IS NULL AND NOT EXISTS (SELECT FROM cart m WHERE m.merged_into = c.id)
    ORDER BY c.updated_at LIMIT $4 FOR UPDATE OF c SKIP LOCKED
  ), emptied AS (
    DELETE FROM cart_item i USING idle WHERE i.cart_id = idle.id AND idle.named
  ), uncoded AS (
    DELETE FROM cart_promotion c USING idle WHERE c.cart_id = idle.id AND idle.named
  ), uncarded AS (
    DELETE FROM cart_credit c USING idle WHERE c.cart_id = idle.id AND idle.named
  ), undrafted AS (
    DELETE FROM draft d USING idle WHERE d.cart_id = idle.id AND idle.named
  ), shelled AS (
    UPDATE cart SET status = 'abandoned', customer_id = NULL, token_hash = NULL, merged_into = NULL
    FROM idle WHERE cart.id = idle.id AND idle.named RETURNING cart.id
  ), deleted AS (
    DELETE FROM cart USING idle WHERE cart.id = idle.id AND NOT idle.named RETURNING cart.id
  )
  SELECT id FROM shelled UNION ALL SELECT id FROM deleted`;

/**
 * Forgets carts and drafts that nobody has changed for long, with their lines. One that waits for its order's payment stays; of one that an
 * order names a shell stays, since orders are kept. Either way its id is that of no cart any more.
 */
export function forgetCarts(sql: Sql): RowSweeps<'guestCarts' | 'customerCarts' | 'drafts'> {
  const forget = (of: { nobodys: boolean; drafts: boolean }, days: number) => async (limit: number) =>
    (await sql.rows(forgetText, [of.nobodys, of.drafts, days, limit])).length;
  return {
    guestCarts: forget({ nobodys: true, drafts: false }, retention.guestCartDays),
    customerCarts: forget({ nobodys: false, drafts: false }, retention.customerCartDays),
    drafts: forget({ nobodys: true, drafts: true }, retention.draftDays),
  };
}
