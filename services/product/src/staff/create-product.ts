import { TradewindError } from '@tradewind/contracts/errors';
import { newId, type ProductId } from '@tradewind/contracts/ids';
import { primitives, type product } from '@tradewind/contracts/schemas';
import { actorLabel, currentCall, prismaSql, type Sql } from '@tradewind/service';
import { Prisma } from '../generated/prisma/client.ts';
import { repeatable } from '../repeatable.ts';
import type { Services } from '../services.ts';
import { checkReferences } from './check-references.ts';
import { checkVariants } from './check-variants.ts';
import { toPriceRow } from './price-row.ts';
import { tellProductChanged } from './product-changed.ts';
import { readProduct } from './product-store.ts';
import { freeSlug, slugOf } from './slug.ts';
import { variantTitle } from './variant-title.ts';

type Context = Pick<Services, 'db' | 'prisma' | 'publicApiUrl'>;
type Tx = Prisma.TransactionClient;

/**
 * Puts a product with its options, variants and opening stock into the catalogue. Repeatable with a key.
 * @throws INVALID_INPUT naming the path where options, variants, currencies, category or pictures do not fit; CONFLICT naming
 * the SKU or slug that is taken
 */
export async function createProduct(services: Context, input: product.CreateProductInput): Promise<product.StaffProduct> {
  checkVariants(input);
  return await repeatable(services.db, { procedure: 'staff.create', input }, async (claim) => {
    // An earlier try made it and could not say so.
    if (claim.resource !== null) return await readProduct(services, primitives.idOf('product').parse(claim.resource));
    const productId = newId('product');
    await writeProduct(services, { productId, input, attach: (sql) => claim.attach(sql, productId) });
    return await readProduct(services, productId);
  });
}

interface NewProduct {
  readonly productId: ProductId;
  readonly input: product.CreateProductInput;
  readonly attach: (sql: Sql) => Promise<void>;
}

async function writeProduct(services: Context, { productId, input, attach }: NewProduct): Promise<void> {
  try {
    await services.prisma.$transaction(async (tx) => {
      await checkReferences(tx, input);
      await refuseTaken(tx, input);
      await insertProduct(tx, productId, input);
      await tellProductChanged(prismaSql(tx), productId, []);
      await attach(prismaSql(tx));
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // Somebody took it between the look and the insert: now the look finds it.
    await refuseTaken(services.prisma, input);
    throw new TradewindError('CONFLICT', 'Somebody else is adding the same product.');
  }
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}

async function refuseTaken(tx: Tx, { slug, variants }: product.CreateProductInput): Promise<void> {
  const skus = await tx.variant.findMany({ where: { sku: { in: variants.map((variant) => variant.sku) } }, select: { sku: true } });
  const taken = new Set(skus.map(({ sku }) => sku));
  const errors = variants.flatMap(({ sku }, index) => (taken.has(sku) ? [{ path: `variants.${index}.sku`, message: 'is taken' }] : []));
  if (slug && (await tx.product.findUnique({ where: { slug }, select: { id: true } }))) errors.push({ path: 'slug', message: 'is taken' });
  if (errors.length > 0) throw new TradewindError('CONFLICT', 'It is taken by another product.', { errors });
}

async function chooseSlug(tx: Tx, { slug, title }: product.CreateProductInput): Promise<string> {
  if (slug) return slug;
  const wished = slugOf(title);
  const alike = await tx.product.findMany({ where: { slug: { startsWith: wished } }, select: { slug: true } });
  return freeSlug(wished, new Set(alike.map((row) => row.slug)));
}

async function insertProduct(tx: Tx, productId: ProductId, input: product.CreateProductInput): Promise<void> {
  const { title, description, categoryId, status, taxClass, options, mediaIds } = input;
  const currency = input.variants[0]?.price.currency ?? 'USD';
  const slug = await chooseSlug(tx, input);
  const variants = input.variants.map((variant) => ({ ...variant, id: newId('variant') }));
  const opening = variants.filter((variant) => variant.onHand > 0);
  await tx.product.create({ data: { id: productId, slug, title, description, categoryId, status, taxClass, currency } });
  await tx.productOption.createMany({ data: options.map((option, position) => ({ productId, position, ...option })) });
  await tx.productMedia.createMany({ data: mediaIds.map((mediaId, position) => ({ productId, position, mediaId })) });
  await tx.variant.createMany({
    data: variants.map((variant, position) => ({
      id: variant.id,
      productId,
      currency,
      sku: variant.sku,
      position,
      title: variantTitle(options, variant.options),
      options: variant.options,
      priceMinor: variant.price.amountMinor,
      compareAtMinor: variant.compareAtPrice?.amountMinor ?? null,
      weightGrams: variant.weightGrams,
    })),
  });
  await tx.variantPrice.createMany({ data: variants.flatMap(({ id, prices }) => prices.map((price) => toPriceRow(id, price))) });
  await tx.stock.createMany({ data: variants.map(({ id, sku, onHand }) => ({ variantId: id, productId, sku, onHand })) });
  await prismaSql(tx).rows(
    `INSERT INTO stock_adjustment (variant_id, delta, reason, actor)
     SELECT variant_id, delta, 'Opening stock', $3 FROM unnest($1::text[], $2::int[]) AS o (variant_id, delta)`,
    [opening.map(({ id }) => id), opening.map(({ onHand }) => onHand), actorLabel(currentCall().actor)],
  );
}
