import { TradewindError } from '@tradewind/contracts/errors';
import type { ProductId } from '@tradewind/contracts/ids';
import type { product } from '@tradewind/contracts/schemas';
import { prismaSql } from '@tradewind/service';
import type { z } from 'zod';
import type { Services } from '../services.ts';
import { otherPriceErrors } from './check-variants.ts';
import { toPriceRow } from './price-row.ts';
import { tellProductChanged } from './product-changed.ts';
import { readProduct } from './product-store.ts';
import { refuse } from './refuse.ts';
import { lockProduct } from './update-product.ts';

type Input = z.infer<typeof product.updateVariantInput>;

/**
 * Changes a variant's weight, its price, those in other currencies, or the price it is compared with (null takes that away).
 * @throws NOT_FOUND; INVALID_INPUT naming the price that is in another currency than the product's
 */
export async function updateVariant(services: Pick<Services, 'prisma' | 'publicApiUrl'>, input: Input): Promise<product.StaffProduct> {
  const { variantId, price, compareAtPrice, prices, weightGrams } = input;
  const productId = await services.prisma.$transaction(async (tx) => {
    const sql = prismaSql(tx);
    const variant = await tx.variant.findUnique({ where: { id: variantId }, select: { productId: true, currency: true } });
    if (!variant) throw new TradewindError('NOT_FOUND', 'There is no such variant.');
    refuse(otherPriceErrors(prices ?? [], variant.currency, 'prices'));
    refuse(
      Object.entries({ price, compareAtPrice }).flatMap(([name, value]) =>
        value && value.currency !== variant.currency
          ? [{ path: `${name}.currency`, message: `is not ${variant.currency}, the currency of the product` }]
          : [],
      ),
    );
    // The cast: only our own inserts write ids.
    const id = variant.productId as ProductId;
    await sql.rows(lockProduct, [id]);
    await tx.product.update({ where: { id }, data: { updatedAt: new Date() } });
    const compareAtMinor = compareAtPrice === undefined ? undefined : (compareAtPrice?.amountMinor ?? null);
    await tx.variant.update({ where: { id: variantId }, data: { priceMinor: price?.amountMinor, compareAtMinor, weightGrams } });
    if (prices) {
      await tx.variantPrice.deleteMany({ where: { variantId } });
      await tx.variantPrice.createMany({ data: prices.map((other) => toPriceRow(variantId, other)) });
    }
    await tellProductChanged(sql, id, []);
    return id;
  });
  return await readProduct(services, productId);
}
