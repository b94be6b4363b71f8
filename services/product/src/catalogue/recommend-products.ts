import type { product } from '@tradewind/contracts/schemas';
import type { Services } from '../services.ts';
import { type ListingRow, listingColumns, toSummary } from './listing-store.ts';
import { unknownProduct } from './product-by-slug.ts';

/** Of the same category first, in stock first, and among these the ones whose price is nearest in proportion. */
const statement = `
  WITH this AS (SELECT * FROM listing WHERE slug = $1 AND active)
  SELECT ${listingColumns} FROM this
  LEFT JOIN LATERAL (
    SELECT * FROM listing other WHERE other.active AND other.product_id <> this.product_id AND other.currency = this.currency
    ORDER BY other.category_slugs <> this.category_slugs, NOT other.in_stock,
      abs(ln(greatest(other.price_minor, 1)) - ln(greatest(this.price_minor, 1))), other.product_id
    LIMIT $2
  ) l ON true`;

/** What else somebody may like who looks at a product. @throws NOT_FOUND */
export async function recommendProducts(
  { db, publicApiUrl }: Pick<Services, 'db' | 'publicApiUrl'>,
  { slug, limit }: { slug: string; limit: number },
): Promise<{ items: product.ProductSummary[] }> {
  const rows = await db.rows<ListingRow | { product_id: null }>(statement, [slug, limit]);
  if (rows.length === 0) throw unknownProduct();
  return { items: rows.flatMap((row) => (row.product_id === null ? [] : [toSummary(publicApiUrl, row)])) };
}
