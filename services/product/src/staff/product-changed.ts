import type { ProductId } from '@tradewind/contracts/ids';
import { appendEvents } from '@tradewind/messaging';
import type { Sql } from '@tradewind/service';
import { refreshListings } from '../catalogue/listing-store.ts';

interface Row {
  slug: string;
  status: 'draft' | 'active' | 'archived';
  category_slugs: string[];
}

const current = `SELECT p.slug, p.status, l.category_slugs FROM product p JOIN listing l ON l.product_id = p.id WHERE p.id = $1`;

/** The categories that a product is shown in, the root first; none for a new one. */
export async function categorySlugs(sql: Sql, productId: ProductId): Promise<string[]> {
  const rows = await sql.rows<Row>(current, [productId]);
  return rows[0]?.category_slugs ?? [];
}

/**
 * Brings a product's listing up to date and tells of the change; the last thing that an editing transaction does.
 * @param before the categories it was shown in until now, whose pages change as well
 */
export async function tellProductChanged(sql: Sql, productId: ProductId, before: readonly string[]): Promise<void> {
  await refreshListings(sql, [productId]);
  const [row] = await sql.rows<Row>(current, [productId]);
  if (!row) throw new Error('a product has no listing');
  const slugs = [...new Set([...before, ...row.category_slugs])];
  await appendEvents(sql, [
    { type: 'product.changed', aggregateId: productId, data: { productId, slug: row.slug, categorySlugs: slugs, status: row.status } },
  ]);
}
