import type { product } from '@tradewind/contracts/schemas';
import type { Services } from '../services.ts';
import { type ListingRow, listingColumns, toSummary } from './listing-store.ts';

const statement = `
  WITH sought AS MATERIALIZED (SELECT catalogue_query($1) AS query)
  SELECT ${listingColumns} FROM listing l, sought
  WHERE l.active AND l.search @@ sought.query
  ORDER BY ts_rank(l.search, sought.query) DESC, l.in_stock DESC, l.product_id DESC LIMIT $2`;

/** Products for what has been typed so far: beginnings of words count, slips are forgiven. */
export async function suggestProducts(
  { db, publicApiUrl }: Pick<Services, 'db' | 'publicApiUrl'>,
  { query, limit }: { query: string; limit: number },
): Promise<{ items: product.ProductSummary[] }> {
  const rows = await db.rows<ListingRow>(statement, [query, limit]);
  return { items: rows.map((row) => toSummary(publicApiUrl, row)) };
}
