import type { Id, ProductId, VariantId } from '@tradewind/contracts/ids';
import type { product } from '@tradewind/contracts/schemas';
import { type Currency, money } from '@tradewind/money';
import { type ImageRow, imageJson, toImage } from '../media/media-url.ts';
import type { Services } from '../services.ts';

interface Row {
  variantId: VariantId;
  productId: ProductId;
  productSlug: string;
  sku: string;
  title: string;
  variantTitle: string;
  available: number;
  price_minor: number;
  currency: Currency;
  image: ImageRow | null;
  categoryIds: Id<'category'>[];
  taxClass: product.TaxClass;
  weightGrams: number;
}

const statement = `
  SELECT v.id AS "variantId", p.id AS "productId", p.slug AS "productSlug", v.sku, p.title,
    CASE WHEN v.options = '{}' THEN '' ELSE v.title END AS "variantTitle",
    s.available, coalesce(o.price_minor, v.price_minor) AS price_minor, coalesce(o.currency, v.currency) AS currency, coalesce(${imageJson('m')}, l.image) AS image,
    p.tax_class AS "taxClass", v.weight_grams AS "weightGrams",
    ARRAY(WITH RECURSIVE up AS (
        SELECT c.id, c.parent_id FROM category c WHERE c.id = p.category_id
        UNION SELECT c.id, c.parent_id FROM category c JOIN up ON c.id = up.parent_id
      ) SELECT id FROM up) AS "categoryIds"
  FROM variant v JOIN product p ON p.id = v.product_id JOIN listing l ON l.product_id = p.id
    JOIN stock s ON s.variant_id = v.id LEFT JOIN media m ON m.id = v.media_id
    LEFT JOIN variant_price o ON o.variant_id = v.id AND o.currency = $2
  WHERE v.id = ANY ($1::text[]) AND p.status = 'active' ORDER BY array_position($1::text[], v.id)`;

/** What a cart needs to know of variants, with their prices in its currency where there are any; unknown and withdrawn ones are left out. */
export async function variantsForSale(
  { db, publicApiUrl }: Pick<Services, 'db' | 'publicApiUrl'>,
  { variantIds, currency: wanted }: { variantIds: readonly VariantId[]; currency?: Currency | undefined },
): Promise<{ items: product.VariantForSale[] }> {
  const rows = await db.rows<Row>(statement, [[...new Set(variantIds)], wanted ?? null]);
  return {
    items: rows.map(({ price_minor, currency, image, ...rest }) => ({
      ...rest,
      price: money(price_minor, currency),
      image: image && toImage(publicApiUrl, image),
    })),
  };
}
