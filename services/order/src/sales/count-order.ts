import type { OrderId } from '@tradewind/contracts/ids';
import type { Sql } from '@tradewind/service';

/** The quarter of an hour that a time is counted in: days begin at the border of one in every time zone. */
export const slotOf = (time: string) => `date_bin('15 minutes', ${time}, 'epoch')`;

const lockText = 'SELECT FROM orders WHERE id = $1 FOR NO KEY UPDATE';

/** Rows are changed in the order of their keys, so that two orders never wait for each other. */
const productsText = `
  WITH was AS (
    SELECT s.currency, s.paid_slot AS slot, l.product_slug, l.quantity, l.revenue
    FROM sales_order s JOIN sales_line l USING (order_id) WHERE s.order_id = $1
  ), counts AS (
    SELECT o.currency, ${slotOf('o.paid_at')} AS slot, i.product_slug, sum(i.quantity - i.refunded_quantity) AS quantity,
      sum(round((i.unit_price * i.quantity - i.discount)::numeric * (i.quantity - i.refunded_quantity) / i.quantity)) AS revenue
    FROM orders o JOIN order_item i ON i.order_id = o.id
    WHERE o.id = $1 AND i.quantity > 0 AND o.status NOT IN ('pending', 'cancelled') AND o.paid_at IS NOT NULL GROUP BY 1, 2, 3
  ), kept AS (
    INSERT INTO sales_line (order_id, product_slug, quantity, revenue) SELECT $1, product_slug, quantity, revenue FROM counts
    ON CONFLICT (order_id, product_slug) DO UPDATE SET quantity = excluded.quantity, revenue = excluded.revenue
  ), gone AS (
    DELETE FROM sales_line WHERE order_id = $1 AND product_slug NOT IN (SELECT product_slug FROM counts)
  )
  INSERT INTO sales_product_slot AS c (currency, slot, product_slug, quantity, revenue)
  SELECT currency, slot, product_slug, sum(quantity), sum(revenue)
  FROM (SELECT * FROM counts UNION ALL SELECT currency, slot, product_slug, -quantity, -revenue FROM was) changed
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ON CONFLICT (currency, slot, product_slug) DO UPDATE SET quantity = c.quantity + excluded.quantity, revenue = c.revenue + excluded.revenue`;

const orderText = `
  WITH was AS (
    SELECT currency, placed_slot, paid_slot, items, revenue FROM sales_order WHERE order_id = $1
  ), counts AS (
    SELECT currency, ${slotOf('placed_at')} AS placed_slot, CASE WHEN status <> 'cancelled' THEN ${slotOf('paid_at')} END AS paid_slot,
      item_count AS items, paid - refunded AS revenue
    FROM orders WHERE id = $1 AND status <> 'pending'
  ), kept AS (
    INSERT INTO sales_order (order_id, currency, placed_slot, paid_slot, items, revenue) SELECT $1, counts.* FROM counts
    ON CONFLICT (order_id) DO UPDATE SET paid_slot = excluded.paid_slot, items = excluded.items, revenue = excluded.revenue
  )
  INSERT INTO sales_slot AS c (currency, slot, checkouts, orders, items, revenue)
  SELECT currency, slot, sum(checkouts), sum(orders), sum(items), sum(revenue) FROM (
    SELECT currency, placed_slot AS slot, 1 AS checkouts, 0 AS orders, 0 AS items, 0 AS revenue FROM counts
    UNION ALL SELECT currency, placed_slot, -1, 0, 0, 0 FROM was
    UNION ALL SELECT currency, paid_slot, 0, 1, items, revenue FROM counts WHERE paid_slot IS NOT NULL
    UNION ALL SELECT currency, paid_slot, 0, -1, -items, -revenue FROM was WHERE paid_slot IS NOT NULL
  ) changed
  GROUP BY 1, 2 ORDER BY 1, 2
  ON CONFLICT (currency, slot) DO UPDATE SET checkouts = c.checkouts + excluded.checkouts, orders = c.orders + excluded.orders,
    items = c.items + excluded.items, revenue = c.revenue + excluded.revenue`;

/**
 * Brings the figures of sales in line with an order as it is now, whatever was counted of it before: an event says only that it has
 * changed. So it may be told in any order, again, and anew after the figures were lost. An order that waits for its payment is not
 * counted yet.
 */
export async function countOrder(sql: Sql, orderId: OrderId): Promise<void> {
  await sql.rows(lockText, [orderId]);
  await sql.rows(productsText, [orderId]);
  await sql.rows(orderText, [orderId]);
}
