import type { OrderId, PromotionId } from '@tradewind/contracts/ids';
import { allocate, money } from '@tradewind/money';
import type { Sql } from '@tradewind/service';

interface Use {
  readonly id: PromotionId;
  readonly amount: number;
}

const usesText = `
  SELECT u.promotion_id AS id, u.amount FROM promotion_use u JOIN promotion p ON p.id = u.promotion_id
  WHERE u.order_id = $1 AND u.amount > 0 AND p.effect->>'kind' <> 'free_delivery' ORDER BY u.promotion_id FOR UPDATE OF p`;
const lessenText = `
  WITH wanted AS (SELECT * FROM unnest($2::text[], $3::bigint[]) AS w (id, amount)), used AS (
    UPDATE promotion_use u SET amount = w.amount FROM wanted w WHERE u.order_id = $1 AND u.promotion_id = w.id
    RETURNING u.promotion_id AS id, old.amount - new.amount AS less
  )
  UPDATE promotion p SET spent = p.spent - CASE WHEN p.currency IS NULL THEN 0 ELSE used.less END FROM used WHERE p.id = used.id`;

/**
 * What promotions have taken off an order's lines, after an edit took some of those away: each has given the same share of it as before,
 * and its budget has the rest again.
 * @param discount minor units off the lines after the edit
 */
export async function spreadPromotions(sql: Sql, orderId: OrderId, discount: number): Promise<void> {
  const uses = await sql.rows<Use>(usesText, [orderId]);
  if (uses.length === 0) return;
  const amounts = allocate(
    money(discount, 'USD'),
    uses.map(({ amount }) => amount),
  );
  await sql.rows(lessenText, [orderId, uses.map(({ id }) => id), amounts.map(({ amountMinor }) => amountMinor)]);
}
