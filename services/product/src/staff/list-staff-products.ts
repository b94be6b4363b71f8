import type { product } from '@tradewind/contracts/schemas';
import { onlyRow } from '@tradewind/service';
import type { z } from 'zod';
import { readCursor, writeCursor } from '../catalogue/list-cursor.ts';
import { type ListingRow, listingColumns, toSummary } from '../catalogue/listing-store.ts';
import type { Services } from '../services.ts';

type Input = z.infer<typeof product.staffProductListInput>;
type Answer = z.infer<typeof product.staffProductList>;

interface Row extends ListingRow {
  status: Answer['items'][number]['status'];
  updated_at: string;
  variants: number;
  available: number;
}

/** $1 text or null, $2 status or null, $3 category or null, $4 pieces or null, $5 the id before or null, $6 how many. */
const statement = `
  WITH sought AS MATERIALIZED (SELECT CASE WHEN $1::text IS NOT NULL THEN coalesce(catalogue_query($1), ''::tsquery) END AS query),
  base AS (
    SELECT ${listingColumns}, p.status, p.updated_at, shelf.variants, shelf.available
    FROM sought, listing l JOIN product p ON p.id = l.product_id
    CROSS JOIN LATERAL (
      SELECT count(*) AS variants, sum(s.available)::bigint AS available, min(s.available) AS least,
        bool_or(starts_with(s.sku, upper($1))) AS sku_matches
      FROM stock s WHERE s.product_id = l.product_id
    ) shelf
    WHERE (sought.query IS NULL OR l.search @@ sought.query OR shelf.sku_matches)
      AND ($2::text IS NULL OR p.status = $2)
      AND ($3::text IS NULL OR $3 = ANY (l.category_slugs))
      AND ($4::bigint IS NULL OR shelf.least <= $4)
  ), page AS (
    SELECT * FROM base WHERE $5::text IS NULL OR product_id < $5 ORDER BY product_id DESC LIMIT $6
  )
  SELECT (SELECT coalesce(json_agg(page ORDER BY product_id DESC), '[]') FROM page) AS items, (SELECT count(*) FROM base) AS total`;

/**
 * Products of any status, the newest first, found by words or by the beginning of a SKU.
 * @throws INVALID_INPUT for a cursor of another list
 */
export async function listStaffProducts(services: Pick<Services, 'db' | 'publicApiUrl'>, input: Input): Promise<Answer> {
  const { query, status, category, availableAtMost, cursor, limit } = input;
  const filters = [query?.trim() || null, status ?? null, category ?? null, availableAtMost ?? null];
  const list = JSON.stringify(['staff', ...filters]);
  const after = cursor ? readCursor(cursor, list).id : null;
  const answer = onlyRow(await services.db.rows<{ items: Row[]; total: number }>(statement, [...filters, after, limit + 1]));
  const rows = answer?.items.slice(0, limit) ?? [];
  const last = rows.at(-1);
  return {
    items: rows.map((row) => ({
      ...toSummary(services.publicApiUrl, row),
      status: row.status,
      variantCount: row.variants,
      available: row.available,
      updatedAt: new Date(row.updated_at).toISOString(),
    })),
    nextCursor: last && (answer?.items.length ?? 0) > limit ? writeCursor({ key: 0, id: last.product_id }, list) : null,
    total: answer?.total ?? 0,
  };
}
