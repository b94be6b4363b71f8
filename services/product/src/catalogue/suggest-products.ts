import type { product } from '@tradewind/contracts/schemas';
import type { Services } from '../services.ts';
import { type ListingRow, listingColumns, toSummary } from './listing-store.ts';

const statement = `
  SELECT ${listingColumns} FROM listing l, catalogue_query($1) query
  WHERE l.active AND l.search @@ query
  ORDER BY ts_rank(l.search, query) DESC, l.in_stock DESC, l.product_id DESC LIMIT $2`;

/** Products for what has been typed so far: beginnings of words count, slips are forgiven. */
export async function suggestProducts(
  { db, publicApiUrl }: Pick<Services, 'db' | 'publicApiUrl'>,
  { query, limit }: { query: string; limit: number },
): Promise<{ items: product.ProductSummary[] }> {
  const rows = await db.rows<ListingRow>(statement, [query, limit]);
  return { items: rows.map((row) => toSummary(publicApiUrl, row)) };
}
