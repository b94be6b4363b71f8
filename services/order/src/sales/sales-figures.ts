import type { order } from '@tradewind/contracts/schemas';
import { type Currency, fraction, money, zero } from '@tradewind/money';
import { onlyRow } from '@tradewind/service';
import { invalid } from '../access.ts';
import type { Image } from '../order/order-store.ts';
import type { Services } from '../services.ts';
import { slotOf } from './count-order.ts';

/** The slots that begin in a range. */
const counted = 'currency = $3 AND slot >= $1 AND slot < $2';

const sumsText = `
  SELECT coalesce(sum(revenue), 0)::bigint AS revenue, coalesce(sum(orders), 0) AS orders, coalesce(sum(items), 0) AS items,
    coalesce(sum(carts), 0) AS carts, coalesce(sum(checkouts), 0) + (
      SELECT count(*) FROM orders WHERE status = 'pending' AND currency = $3 AND ${slotOf('placed_at')} >= $1 AND ${slotOf('placed_at')} < $2) AS checkouts,
    (SELECT count(*) FROM orders WHERE status = 'confirmed' AND fulfilment_status IN ('unfulfilled', 'partial')
      AND payment_status IN ('paid', 'partially_refunded')) AS "toFulfil"
  FROM sales_slot WHERE ${counted}`;

const seriesText = `
  SELECT step AS at, coalesce(sum(revenue), 0)::bigint AS revenue, coalesce(sum(orders), 0) AS orders
  FROM generate_series(date_trunc($4, $1::timestamptz, 'UTC'), $2::timestamptz - interval '1 millisecond', ('1 ' || $4)::interval, 'UTC') AS step
  LEFT JOIN sales_slot ON date_trunc($4, slot, 'UTC') = step AND ${counted}
  GROUP BY step ORDER BY step`;

const topText = `
  SELECT top.*, face.title, face.image FROM (
    SELECT product_slug AS "productSlug", sum(quantity) AS quantity, sum(revenue)::bigint AS revenue FROM sales_product_slot
    WHERE ${counted} GROUP BY 1 HAVING sum(quantity) > 0 ORDER BY revenue DESC, 1 LIMIT 10
  ) top, LATERAL (
    SELECT i.title, i.image FROM sales_line l JOIN order_item i USING (order_id, product_slug)
    WHERE l.product_slug = top."productSlug" ORDER BY l.order_id DESC, i.position LIMIT 1
  ) face ORDER BY top.revenue DESC, 1`;

const hourMs = 3_600_000;
const longestMs = 400 * 24 * hourMs;

interface Sums {
  readonly revenue: number;
  readonly orders: number;
  readonly items: number;
  readonly carts: number;
  readonly checkouts: number;
  readonly toFulfil: number;
}
interface Step {
  readonly at: Date;
  readonly revenue: number;
  readonly orders: number;
}
interface Top {
  readonly productSlug: string;
  readonly title: string;
  readonly quantity: number;
  readonly revenue: number;
  readonly image: Image | null;
}

/**
 * What was sold in a range of time, by the time of payment and in one currency; by the hour up to two days, else by the day (UTC).
 * Counted in quarters of an hour, each as of its beginning, from what events told: a second or so behind.
 * @throws INVALID_INPUT naming `to` when the range is empty or longer than 400 days
 */
export async function salesFigures(ctx: Services, input: { from: string; to: string; currency: Currency }): Promise<order.SalesFigures> {
  const { currency } = input;
  const [from, to] = [new Date(input.from), new Date(input.to)];
  const length = to.getTime() - from.getTime();
  if (length <= 0 || length > longestMs) throw invalid('to', 'is to be after `from`, by 400 days at most');
  const range = [from, to, currency];
  const [sums, series, top] = await Promise.all([
    ctx.db.rows<Sums>(sumsText, range).then(onlyRow),
    ctx.db.rows<Step>(seriesText, [...range, length <= 48 * hourMs ? 'hour' : 'day']),
    ctx.db.rows<Top>(topText, range),
  ]);
  if (!sums) throw new Error('sums are always one row');
  const { revenue, orders, items, toFulfil, carts, checkouts } = sums;
  return {
    revenue: money(revenue, currency),
    orders,
    averageOrder: orders === 0 ? zero(currency) : fraction(money(revenue, currency), 1, orders),
    items,
    toFulfil,
    carts,
    checkouts,
    series: series.map((step) => ({ at: step.at.toISOString(), revenue: money(step.revenue, currency), orders: step.orders })),
    topProducts: top.map((product) => ({ ...product, revenue: money(product.revenue, currency) })),
  };
}
