import { z } from 'zod';
import { currency, idOf, instant, listOf, money, page, prose, quantity, repeatable, sku, slug, text } from './primitives.ts';

export const image = z.object({ url: z.string(), alt: z.string(), width: z.int(), height: z.int() });

export const category = z.object({
  id: idOf('category'),
  slug,
  name: z.string(),
  parentId: idOf('category').nullable(),
  productCount: z.int(),
  image: image.nullable(),
});

export const categoryList = listOf(category);

export const productSummary = z.object({
  id: idOf('product'),
  slug,
  title: z.string(),
  /** The lowest price of its variants. */
  price: money,
  compareAtPrice: money.nullable(),
  /** The lowest in other currencies. */
  prices: z.array(money),
  image: image.nullable(),
  /** Mean of the reviews, 1 to 5; null while there are none. */
  rating: z.number().nullable(),
  inStock: z.boolean(),
});

export const facet = z.object({
  name: z.string(),
  values: z.array(z.object({ value: z.string(), label: z.string(), count: z.int() })),
});

export const productSort = z.enum(['relevance', 'newest', 'price_asc', 'price_desc', 'rating']);

/** Query strings have no booleans; `true` and `false` are taken in either form. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')]);

export const productListInput = z.object({
  query: text(200, 0).optional(),
  /** A category's slug; its children count too. */
  category: slug.optional(),
  minPrice: z.coerce.number().int().min(0).optional(),
  maxPrice: z.coerce.number().int().min(0).optional(),
  inStock: flag.optional(),
  /** Option values, such as `color:Blue`; values of one option widen, of several options narrow. Comma between them. */
  options: z.string().max(500).optional(),
  sort: productSort.optional(),
  ...page,
});

export const productList = listOf(productSummary).extend({ facets: z.array(facet), total: z.int() });

export const variant = z.object({
  id: idOf('variant'),
  sku,
  title: z.string(),
  options: z.record(z.string(), z.string()),
  price: money,
  compareAtPrice: money.nullable(),
  /** In other currencies; in one that is not here it is not sold. */
  prices: z.array(money),
  available: z.int(),
  image: image.nullable(),
});

export const productDetail = z.object({
  id: idOf('product'),
  slug,
  title: z.string(),
  description: z.string(),
  images: z.array(image),
  options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  variants: z.array(variant),
  category: category.pick({ id: true, slug: true, name: true }).nullable(),
  rating: z.number().nullable(),
  updatedAt: instant,
});

export const productBySlugInput = z.object({ slug });
export const recommendationsInput = z.object({ slug, limit: z.coerce.number().int().min(1).max(24).default(8) });
export const productItems = z.object({ items: z.array(productSummary) });
export const suggestInput = z.object({ query: text(100), limit: z.int().min(1).max(10).default(6) });

/** Which of a place's tax rates is on a product; `exempt` has none anywhere. */
export const taxClass = z.enum(['standard', 'reduced', 'exempt']);

/** With its packing. */
const weightGrams = z.int().min(0).max(1_000_000);

/** What a cart needs to know of a variant; unknown and withdrawn ones are left out of the answer. */
export const variantForSale = z.object({
  variantId: idOf('variant'),
  productId: idOf('product'),
  productSlug: slug,
  sku,
  title: z.string(),
  /** Empty where the product has one variant and nothing to choose. */
  variantTitle: z.string(),
  price: money,
  available: z.int(),
  image: image.nullable(),
  /** Its product's category and those above it. */
  categoryIds: z.array(idOf('category')),
  taxClass,
  weightGrams,
});

export const variantsForSaleInput = z.object({
  variantIds: z.array(idOf('variant')).min(1).max(200),
  /** Prices come in it where there are any, else in the product's own. */
  currency: currency.optional(),
});
export const variantsForSale = z.object({ items: z.array(variantForSale) });

/** What stock is set aside for: an order, or the pieces that an edit puts on one. */
const holder = z.union([idOf('order'), idOf('orderEdit')]);

export const reserveInput = z.object({
  orderId: holder,
  lines: z
    .array(z.object({ variantId: idOf('variant'), quantity }))
    .min(1)
    .max(200),
  /** When the stock goes back by itself. */
  expiresAt: instant,
});

export const reservationStatus = z.enum(['reserved', 'committed', 'released', 'expired']);
export const reservation = z.object({ orderId: holder, status: reservationStatus });
export const orderReference = z.object({ orderId: idOf('order') });
export const holderReference = z.object({ orderId: holder });

export const stockLevel = z.object({ sku, onHand: z.int(), reserved: z.int(), available: z.int() });
export const skuInput = z.object({ sku });
export const adjustStockInput = z.object({
  sku,
  /** Pieces that came (positive) or went (negative). */
  delta: z.int().min(-1_000_000).max(1_000_000),
  reason: text(200),
  ...repeatable,
});

export const productStatus = z.enum(['draft', 'active', 'archived']);

export const staffVariant = variant.extend({ onHand: z.int(), reserved: z.int(), weightGrams });
export const staffProduct = productDetail.extend({
  status: productStatus,
  createdAt: instant,
  categoryId: idOf('category').nullable(),
  taxClass,
  variants: z.array(staffVariant),
  images: z.array(image.extend({ id: idOf('media') })),
});

export const staffProductSummary = productSummary.extend({
  status: productStatus,
  variantCount: z.int(),
  available: z.int(),
  updatedAt: instant,
});

export const staffProductListInput = z.object({
  query: text(200, 0).optional(),
  status: productStatus.optional(),
  category: slug.optional(),
  /** Products of which a variant has at most this many pieces. */
  availableAtMost: z.coerce.number().int().min(0).optional(),
  ...page,
});
export const staffProductList = listOf(staffProductSummary).extend({ total: z.int() });
export const staffProductInput = z.object({ productId: idOf('product') });

/** A price in a shop is never negative, and below a hundred million major units. */
const price = z.object({ amountMinor: z.int().min(0).max(10_000_000_000), currency });
/** What it costs in other currencies than its product's own. */
const otherPrices = z.array(price).max(20);

export const createVariantInput = z.object({
  sku,
  options: z.record(text(40), text(60)),
  price,
  compareAtPrice: price.nullable().default(null),
  prices: otherPrices.default([]),
  onHand: z.int().min(0).max(1_000_000).default(0),
  weightGrams: weightGrams.default(500),
});

export const createProductInput = z.object({
  title: text(200),
  slug: slug.optional(),
  description: prose(10_000).default(''),
  categoryId: idOf('category').nullable().default(null),
  status: productStatus.default('draft'),
  taxClass: taxClass.default('standard'),
  options: z
    .array(z.object({ name: text(40), values: z.array(text(60)).min(1).max(50) }))
    .max(3)
    .default([]),
  variants: z.array(createVariantInput).min(1).max(200),
  mediaIds: z.array(idOf('media')).max(20).default([]),
  ...repeatable,
});

export const updateProductInput = z.object({
  productId: idOf('product'),
  title: text(200).optional(),
  description: prose(10_000).optional(),
  categoryId: idOf('category').nullable().optional(),
  status: productStatus.optional(),
  taxClass: taxClass.optional(),
  mediaIds: z.array(idOf('media')).max(20).optional(),
});

export const updateVariantInput = z.object({
  variantId: idOf('variant'),
  price: price.optional(),
  compareAtPrice: price.nullable().optional(),
  /** The whole list, in the place of what there was. */
  prices: otherPrices.optional(),
  weightGrams: weightGrams.optional(),
});

/** What an upload answers. */
export const media = image.extend({ id: idOf('media') });

export type Image = z.infer<typeof image>;
export type Category = z.infer<typeof category>;
export type ProductSummary = z.infer<typeof productSummary>;
export type ProductList = z.infer<typeof productList>;
export type ProductListInput = z.infer<typeof productListInput>;
export type ProductDetail = z.infer<typeof productDetail>;
export type Variant = z.infer<typeof variant>;
export type VariantForSale = z.infer<typeof variantForSale>;
export type ReserveInput = z.infer<typeof reserveInput>;
export type TaxClass = z.infer<typeof taxClass>;
export type StockLevel = z.infer<typeof stockLevel>;
export type StaffProduct = z.infer<typeof staffProduct>;
export type CreateProductInput = z.infer<typeof createProductInput>;
export type UpdateProductInput = z.infer<typeof updateProductInput>;
