import { TradewindError } from '@tradewind/contracts/errors';
import type { Id, ProductId, VariantId } from '@tradewind/contracts/ids';
import type { product } from '@tradewind/contracts/schemas';
import { type Currency, type Money, money } from '@tradewind/money';
import { onlyRow } from '@tradewind/service';
import { type ImageRow, imageJson, toImage } from '../media/media-url.ts';
import type { Services } from '../services.ts';

interface VariantRow {
  id: VariantId;
  sku: string;
  title: string;
  options: Record<string, string>;
  price: number;
  compareAt: number | null;
  prices: Money[];
  available: number;
  image: ImageRow | null;
}

interface ProductRow {
  id: ProductId;
  slug: string;
  title: string;
  description: string;
  currency: Currency;
  updated_at: Date;
  category: { id: Id<'category'>; slug: string; name: string } | null;
  options: { name: string; values: string[] }[];
  images: ImageRow[];
  variants: VariantRow[];
  rating: string | null;
}

/** Of variant `v`. */
const pricesJson = `(SELECT coalesce(json_agg(json_build_object('amountMinor', o.price_minor, 'currency', o.currency) ORDER BY o.currency), '[]')
        FROM variant_price o WHERE o.variant_id = v.id)`;

/** The whole page in one round trip. $1 slug. */
const statement = `
  SELECT p.id, p.slug, p.title, p.description, p.currency, p.updated_at, l.rating,
    CASE WHEN c.id IS NOT NULL THEN json_build_object('id', c.id, 'slug', c.slug, 'name', c.name) END AS category,
    (SELECT coalesce(json_agg(json_build_object('name', o.name, 'values', o.values) ORDER BY o.position), '[]')
      FROM product_option o WHERE o.product_id = p.id) AS options,
    (SELECT coalesce(json_agg(${imageJson('m')} ORDER BY pm.position), '[]')
      FROM product_media pm JOIN media m ON m.id = pm.media_id WHERE pm.product_id = p.id) AS images,
    (SELECT json_agg(json_build_object('id', v.id, 'sku', v.sku, 'title', v.title, 'options', v.options, 'price', v.price_minor,
        'compareAt', v.compare_at_minor, 'prices', ${pricesJson}, 'available', s.available, 'image', ${imageJson('m')}) ORDER BY v.position)
      FROM variant v JOIN stock s ON s.variant_id = v.id LEFT JOIN media m ON m.id = v.media_id WHERE v.product_id = p.id) AS variants
  FROM product p JOIN listing l ON l.product_id = p.id LEFT JOIN category c ON c.id = p.category_id
  WHERE p.slug = $1 AND p.status = 'active'`;

export function unknownProduct(): TradewindError {
  return new TradewindError('NOT_FOUND', 'There is no such product.');
}

/** A product's page. @throws NOT_FOUND, also for what is not for sale */
export async function productBySlug(
  { db, publicApiUrl }: Pick<Services, 'db' | 'publicApiUrl'>,
  { slug }: { slug: string },
): Promise<product.ProductDetail> {
  const row = onlyRow(await db.rows<ProductRow>(statement, [slug]));
  if (!row) throw unknownProduct();
  const { currency, updated_at, rating, ...rest } = row;
  return {
    ...rest,
    images: row.images.map((image) => toImage(publicApiUrl, image)),
    variants: row.variants.map(({ price, compareAt, image, ...variant }) => ({
      ...variant,
      price: money(price, currency),
      compareAtPrice: compareAt === null ? null : money(compareAt, currency),
      image: image && toImage(publicApiUrl, image),
    })),
    rating: rating === null ? null : Number(rating),
    updatedAt: updated_at.toISOString(),
  };
}
