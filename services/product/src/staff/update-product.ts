import type { product } from '@tradewind/contracts/schemas';
import { prismaSql } from '@tradewind/service';
import { unknownProduct } from '../catalogue/product-by-slug.ts';
import type { Services } from '../services.ts';
import { checkReferences } from './check-references.ts';
import { categorySlugs, tellProductChanged } from './product-changed.ts';
import { readProduct } from './product-store.ts';

/** Locks a product, so that its editors take turns and each listing is written from all of their work. */
export const lockProduct = 'SELECT id FROM product WHERE id = $1 FOR NO KEY UPDATE';

/**
 * Changes what is given and leaves the rest. Pictures are given as the whole list, in order.
 * @throws NOT_FOUND; INVALID_INPUT naming a category or picture that does not exist
 */
export async function updateProduct(
  services: Pick<Services, 'prisma' | 'publicApiUrl'>,
  input: product.UpdateProductInput,
): Promise<product.StaffProduct> {
  const { productId, title, description, categoryId, status, taxClass, mediaIds } = input;
  await services.prisma.$transaction(async (tx) => {
    const sql = prismaSql(tx);
    if ((await sql.rows(lockProduct, [productId])).length === 0) throw unknownProduct();
    await checkReferences(tx, { categoryId, mediaIds });
    const before = await categorySlugs(sql, productId);
    await tx.product.update({
      where: { id: productId },
      data: { title, description, categoryId, status, taxClass, updatedAt: new Date() },
    });
    if (mediaIds) {
      await tx.productMedia.deleteMany({ where: { productId } });
      await tx.productMedia.createMany({ data: mediaIds.map((mediaId, position) => ({ productId, position, mediaId })) });
      await tx.variant.updateMany({ where: { productId, mediaId: { notIn: mediaIds } }, data: { mediaId: null } });
    }
    await tellProductChanged(sql, productId, before);
  });
  return await readProduct(services, productId);
}
