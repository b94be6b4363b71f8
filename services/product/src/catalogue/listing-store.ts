import type { ProductId } from '@tradewind/contracts/ids';
import type { product } from '@tradewind/contracts/schemas';
import { type Currency, money } from '@tradewind/money';
import type { Sql } from '@tradewind/service';
import { type ImageRow, imageJson, toImage } from '../media/media-url.ts';

/** What every list of products reads of a listing `l`. */
export const listingColumns = `l.product_id, l.slug, l.title, l.currency, l.price_minor, l.compare_at_minor, l.prices, l.image, l.rating,
  l.in_stock`;

export interface ListingRow {
  product_id: ProductId;
  slug: string;
  title: string;
  currency: Currency;
  price_minor: number;
  compare_at_minor: number | null;
  /** By currency. */
  prices: Readonly<Partial<Record<Currency, number>>>;
  image: ImageRow | null;
  rating: string | number | null;
  in_stock: boolean;
}

export function toSummary(publicApiUrl: string, row: ListingRow): product.ProductSummary {
  return {
    id: row.product_id,
    slug: row.slug,
    title: row.title,
    price: money(row.price_minor, row.currency),
    compareAtPrice: row.compare_at_minor === null ? null : money(row.compare_at_minor, row.currency),
    // The cast: only prices in currencies are written.
    prices: (Object.entries(row.prices) as [Currency, number][]).map(([currency, minor]) => money(minor, currency)),
    image: row.image && toImage(publicApiUrl, row.image),
    rating: row.rating === null ? null : Number(row.rating),
    inStock: row.in_stock,
  };
}

/**
 * Writes the listings of products anew from what they consist of, in the transaction that changed them. Whether they are in
 * stock is counted only for new ones; after that the stock's own statements keep it. $1 product ids.
 */
const writeListings = `
  WITH RECURSIVE path AS (
    SELECT id, ARRAY[slug] AS slugs, ARRAY[name] AS names FROM category WHERE parent_id IS NULL
    UNION ALL
    SELECT c.id, path.slugs || c.slug, path.names || c.name FROM category c JOIN path ON c.parent_id = path.id
  )
  INSERT INTO listing (product_id, slug, title, active, category_slugs, currency, price_minor, compare_at_minor, prices, image,
    in_stock_variants, option_values, search)
  SELECT p.id, p.slug, p.title, p.status = 'active', coalesce(path.slugs, '{}'), p.currency, cheapest.price_minor,
    cheapest.compare_at_minor, lowest.prices, ${imageJson('picture')},
    (SELECT count(*) FROM stock s WHERE s.product_id = p.id AND s.available > 0),
    options.labels,
    setweight(to_tsvector('catalogue', p.title), 'A')
      || setweight(to_tsvector('catalogue', coalesce(array_to_string(path.names, ' '), '')), 'B')
      || setweight(to_tsvector('catalogue', options.words), 'C')
      || setweight(to_tsvector('catalogue', left(p.description, 10000)), 'D')
  FROM product p
  LEFT JOIN path ON path.id = p.category_id
  CROSS JOIN LATERAL (
    SELECT v.price_minor, v.compare_at_minor FROM variant v WHERE v.product_id = p.id ORDER BY v.price_minor, v.position LIMIT 1
  ) cheapest
  CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_object_agg(o.currency, o.price_minor), '{}') AS prices FROM (
      SELECT o.currency, min(o.price_minor) AS price_minor FROM variant_price o JOIN variant v ON v.id = o.variant_id
      WHERE v.product_id = p.id GROUP BY o.currency
    ) o
  ) lowest
  CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(DISTINCT lower(o.key) || ':' || o.value), '{}') AS labels,
      coalesce(string_agg(DISTINCT o.value, ' '), '') AS words
    FROM variant v CROSS JOIN LATERAL jsonb_each_text(v.options) o WHERE v.product_id = p.id
  ) options
  LEFT JOIN LATERAL (
    SELECT m.* FROM product_media pm JOIN media m ON m.id = pm.media_id WHERE pm.product_id = p.id ORDER BY pm.position LIMIT 1
  ) picture ON true
  WHERE p.id = ANY ($1::text[]) ORDER BY p.id
  ON CONFLICT (product_id) DO UPDATE SET slug = EXCLUDED.slug, title = EXCLUDED.title, active = EXCLUDED.active,
    category_slugs = EXCLUDED.category_slugs, currency = EXCLUDED.currency, price_minor = EXCLUDED.price_minor,
    compare_at_minor = EXCLUDED.compare_at_minor, prices = EXCLUDED.prices, image = EXCLUDED.image, option_values = EXCLUDED.option_values,
    search = EXCLUDED.search`;

/** Words are inserted in order, so that two editors of different products cannot wait for each other in a circle. */
const writeWords = `
  INSERT INTO search_word (word)
  SELECT DISTINCT t.lexeme FROM (
    SELECT concat_ws(' ', p.title, c.name, left(p.description, 10000), (
      SELECT string_agg(o.value, ' ') FROM variant v CROSS JOIN LATERAL jsonb_each_text(v.options) o WHERE v.product_id = p.id
    )) AS body
    FROM product p LEFT JOIN category c ON c.id = p.category_id WHERE p.id = ANY ($1::text[])
  ) texts CROSS JOIN LATERAL unnest(to_tsvector('catalogue_words', texts.body)) t
  WHERE length(t.lexeme) <= 40 ORDER BY 1
  ON CONFLICT (word) DO NOTHING`;

/** Brings the listings of products, and the words they are found by, up to date. */
export async function refreshListings(sql: Sql, productIds: readonly ProductId[]): Promise<void> {
  await sql.rows(writeWords, [productIds]);
  await sql.rows(writeListings, [productIds]);
}
