import type { product } from '@tradewind/contracts/schemas';
import { type ImageRow, imageJson, toImage } from '../media/media-url.ts';
import type { Services } from '../services.ts';

/** The whole tree, parents before their children, with how many products are for sale in each and below. */
export async function listCategories({
  db,
  publicApiUrl,
}: Pick<Services, 'db' | 'publicApiUrl'>): Promise<{ items: product.Category[]; nextCursor: null }> {
  const rows = await db.rows<Omit<product.Category, 'image'> & { image: ImageRow | null }>(
    `WITH RECURSIVE tree AS (
       SELECT c.*, 1 AS depth FROM category c WHERE parent_id IS NULL
       UNION ALL
       SELECT c.*, tree.depth + 1 FROM category c JOIN tree ON c.parent_id = tree.id
     ), counted AS (
       SELECT above AS slug, count(*) AS products FROM listing, unnest(category_slugs) above WHERE active GROUP BY above
     )
     SELECT tree.id, tree.slug, tree.name, tree.parent_id AS "parentId", coalesce(counted.products, 0) AS "productCount", ${imageJson('m')} AS image
     FROM tree LEFT JOIN counted ON counted.slug = tree.slug LEFT JOIN media m ON m.id = tree.media_id
     ORDER BY tree.depth, tree.position, tree.name`,
  );
  return { items: rows.map((row) => ({ ...row, image: row.image && toImage(publicApiUrl, row.image) })), nextCursor: null };
}
