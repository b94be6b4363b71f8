import type { Id, ProductId, VariantId } from '@tradewind/contracts/ids';
import type { product } from '@tradewind/contracts/schemas';
import { type Currency, money } from '@tradewind/money';
import { unknownProduct } from '../catalogue/product-by-slug.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { toImage } from '../media/media-url.ts';
import type { Services } from '../services.ts';

const whole = {
  category: { select: { id: true, slug: true, name: true } },
  listing: { select: { rating: true } },
  options: { orderBy: { position: 'asc' } },
  media: { orderBy: { position: 'asc' }, include: { media: true } },
  variants: { orderBy: { position: 'asc' }, include: { media: true, stock: true, prices: { orderBy: { currency: 'asc' } } } },
} as const satisfies Prisma.ProductInclude;

type WholeProduct = Prisma.ProductGetPayload<{ include: typeof whole }>;

/** Ids and closed lists that the database holds as text; its constraints and our own inserts guarantee them. */
interface Guaranteed {
  product: ProductId;
  variant: VariantId;
  media: Id<'media'>;
  category: Id<'category'>;
  status: product.StaffProduct['status'];
  taxClass: product.TaxClass;
  currency: Currency;
}

function known<Kind extends keyof Guaranteed>(_kind: Kind, value: string): Guaranteed[Kind] {
  return value as Guaranteed[Kind];
}

function toStaffVariant(publicApiUrl: string, row: WholeProduct['variants'][number]): product.StaffProduct['variants'][number] {
  const currency = known('currency', row.currency);
  const { onHand, reserved } = row.stock ?? { onHand: 0, reserved: 0 };
  return {
    id: known('variant', row.id),
    sku: row.sku,
    title: row.title,
    // The cast: a variant's options are written from a record of strings, nowhere else.
    options: row.options as Record<string, string>,
    price: money(Number(row.priceMinor), currency),
    compareAtPrice: row.compareAtMinor === null ? null : money(Number(row.compareAtMinor), currency),
    prices: row.prices.map(({ priceMinor, currency: other }) => money(Number(priceMinor), known('currency', other))),
    available: onHand - reserved,
    onHand,
    reserved,
    weightGrams: row.weightGrams,
    image: row.media && toImage(publicApiUrl, row.media),
  };
}

/** Everything of a product, whatever its status. @throws NOT_FOUND */
export async function readProduct(
  services: Pick<Services, 'prisma' | 'publicApiUrl'>,
  productId: ProductId,
): Promise<product.StaffProduct> {
  const row = await services.prisma.product.findUnique({ where: { id: productId }, include: whole });
  if (!row) throw unknownProduct();
  return {
    id: productId,
    slug: row.slug,
    title: row.title,
    description: row.description,
    status: known('status', row.status),
    taxClass: known('taxClass', row.taxClass),
    categoryId: row.categoryId === null ? null : known('category', row.categoryId),
    category: row.category && { ...row.category, id: known('category', row.category.id) },
    rating: row.listing?.rating?.toNumber() ?? null,
    options: row.options.map(({ name, values }) => ({ name, values })),
    images: row.media.map(({ media }) => ({ id: known('media', media.id), ...toImage(services.publicApiUrl, media) })),
    variants: row.variants.map((variant) => toStaffVariant(services.publicApiUrl, variant)),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
