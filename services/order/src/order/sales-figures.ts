import type { order } from '@tradewind/contracts/schemas';
import { type Currency, fraction, money, zero } from '@tradewind/money';
import { onlyRow } from '@tradewind/service';
import { invalid } from '../access.ts';
import type { Services } from '../services.ts';
import type { Image } from './order-store.ts';

/** Orders that were paid for in a range and not cancelled. What was given back of them since is no revenue. */
const paid = `
  SELECT o.id, o.paid_at, o.paid - o.refunded AS net FROM orders o
  WHERE o.paid_at >= $1 AND o.paid_at < $2 AND o.currency = $3 AND o.status <> 'cancelled'`;

const sumsText = `
  WITH paid AS (${paid})
  SELECT coalesce(sum(net), 0)::bigint AS revenue, count(*) AS orders,
    (SELECT coalesce(sum(i.quantity), 0) FROM order_item i JOIN paid ON paid.id = i.order_id) AS items,
    (SELECT count(*) FROM orders WHERE status = 'confirmed' AND fulfilment_status IN ('unfulfilled', 'partial')
      AND payment_status IN ('paid', 'partially_refunded')) AS "toFulfil"
  FROM paid`;

const seriesText = `
  WITH paid AS (${paid})
  SELECT slot AS at, coalesce(sum(net), 0)::bigint AS revenue, count(paid.id) AS orders
  FROM generate_series(date_trunc($4, $1::timestamptz, 'UTC'), $2::timestamptz - interval '1 millisecond', ('1 ' || $4)::interval, 'UTC') AS slot
  LEFT JOIN paid ON date_trunc($4, paid.paid_at, 'UTC') = slot
  GROUP BY slot ORDER BY slot`;

const topText = `
  WITH paid AS (${paid})
  SELECT i.product_slug AS "productSlug", max(i.title) AS title, sum(i.quantity - i.refunded_quantity) AS quantity,
    sum(i.unit_price * (i.quantity - i.refunded_quantity))::bigint AS revenue, (array_agg(i.image))[1] AS image
  FROM order_item i JOIN paid ON paid.id = i.order_id
  GROUP BY i.product_slug HAVING sum(i.quantity - i.refunded_quantity) > 0 ORDER BY revenue DESC, i.product_slug LIMIT 10`;

const hourMs = 3_600_000;
const longestMs = 400 * 24 * hourMs;

interface Slot {
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
 * @throws INVALID_INPUT naming `to` when the range is empty or longer than 400 days
 */
export async function salesFigures(ctx: Services, input: { from: string; to: string; currency: Currency }): Promise<order.SalesFigures> {
  const { currency } = input;
  const [from, to] = [new Date(input.from), new Date(input.to)];
  const length = to.getTime() - from.getTime();
  if (length <= 0 || length > longestMs) throw invalid('to', 'is to be after `from`, by 400 days at most');
  const range = [from, to, currency];
  const [sums, series, top] = await Promise.all([
    ctx.db.rows<{ revenue: number; orders: number; items: number; toFulfil: number }>(sumsText, range).then(onlyRow),
    ctx.db.rows<Slot>(seriesText, [...range, length <= 48 * hourMs ? 'hour' : 'day']),
    ctx.db.rows<Top>(topText, range),
  ]);
  const { revenue, orders, items, toFulfil } = sums ?? { revenue: 0, orders: 0, items: 0, toFulfil: 0 };
  return {
    revenue: money(revenue, currency),
    orders,
    averageOrder: orders === 0 ? zero(currency) : fraction(money(revenue, currency), 1, orders),
    items,
    toFulfil,
    series: series.map((slot) => ({ at: slot.at.toISOString(), revenue: money(slot.revenue, currency), orders: slot.orders })),
    topProducts: top.map((product) => ({ ...product, revenue: money(product.revenue, currency) })),
  };
}
