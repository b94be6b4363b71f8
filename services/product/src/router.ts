import { product as schemas } from '@tradewind/contracts/schemas';
import { createMessagesRouter, type MessagesContext } from '@tradewind/messaging';
import { createTrpc } from '@tradewind/service';
import { listCategories } from './catalogue/list-categories.ts';
import { listProducts } from './catalogue/list-products.ts';
import { productBySlug } from './catalogue/product-by-slug.ts';
import { recommendProducts } from './catalogue/recommend-products.ts';
import { suggestProducts } from './catalogue/suggest-products.ts';
import { variantsForSale } from './catalogue/variants-for-sale.ts';
import { adjustStock } from './inventory/adjust-stock.ts';
import { reserveStock } from './inventory/reserve-stock.ts';
import { commitReservation, releaseReservation } from './inventory/settle-reservation.ts';
import { stockLevel } from './inventory/stock-level.ts';
import type { Services } from './services.ts';
import { createProduct } from './staff/create-product.ts';
import { listStaffProducts } from './staff/list-staff-products.ts';
import { readProduct } from './staff/product-store.ts';
import { updateProduct } from './staff/update-product.ts';
import { updateVariant } from './staff/update-variant.ts';

const trpc = createTrpc();
const { router, procedure } = trpc;

export function createProductRouter(services: Services, messages: MessagesContext) {
  const category = router({
    list: procedure('public')
      .output(schemas.categoryList)
      .query(() => listCategories(services)),
  });
  const product = router({
    list: procedure('public')
      .input(schemas.productListInput)
      .output(schemas.productList)
      .query(({ input }) => listProducts(services, input)),
    bySlug: procedure('public')
      .input(schemas.productBySlugInput)
      .output(schemas.productDetail)
      .query(({ input }) => productBySlug(services, input)),
    recommendations: procedure('public')
      .input(schemas.recommendationsInput)
      .output(schemas.productItems)
      .query(({ input }) => recommendProducts(services, input)),
    suggest: procedure('public')
      .input(schemas.suggestInput)
      .output(schemas.productItems)
      .query(({ input }) => suggestProducts(services, input)),
  });
  const variant = router({
    forSale: procedure({ callers: ['order', 'gateway'] })
      .input(schemas.variantsForSaleInput)
      .output(schemas.variantsForSale)
      .query(({ input }) => variantsForSale(services, input)),
  });
  const inventory = router({
    reserve: procedure({ callers: ['order'] })
      .input(schemas.reserveInput)
      .output(schemas.reservation)
      .mutation(({ input }) => reserveStock(services, input)),
    release: procedure({ callers: ['order'] })
      .input(schemas.holderReference)
      .output(schemas.reservation)
      .mutation(({ input }) => services.db.transaction((sql) => releaseReservation(sql, input.orderId))),
    commit: procedure({ callers: ['order'] })
      .input(schemas.orderReference)
      .output(schemas.reservation)
      .mutation(({ input }) => services.db.transaction((sql) => commitReservation(sql, input))),
    bySku: procedure({ permission: 'inventory:read' })
      .input(schemas.skuInput)
      .output(schemas.stockLevel)
      .query(({ input }) => stockLevel(services, input)),
    adjust: procedure({ permission: 'inventory:write' })
      .input(schemas.adjustStockInput)
      .output(schemas.stockLevel)
      .mutation(({ input }) => adjustStock(services, input)),
  });
  const staff = router({
    list: procedure({ permission: 'products:read' })
      .input(schemas.staffProductListInput)
      .output(schemas.staffProductList)
      .query(({ input }) => listStaffProducts(services, input)),
    get: procedure({ permission: 'products:read' })
      .input(schemas.staffProductInput)
      .output(schemas.staffProduct)
      .query(({ input }) => readProduct(services, input.productId)),
    create: procedure({ permission: 'products:write' })
      .input(schemas.createProductInput)
      .output(schemas.staffProduct)
      .mutation(({ input }) => createProduct(services, input)),
    update: procedure({ permission: 'products:write' })
      .input(schemas.updateProductInput)
      .output(schemas.staffProduct)
      .mutation(({ input }) => updateProduct(services, input)),
    updateVariant: procedure({ permission: 'products:write' })
      .input(schemas.updateVariantInput)
      .output(schemas.staffProduct)
      .mutation(({ input }) => updateVariant(services, input)),
  });
  return router({ category, product, variant, inventory, staff, messages: createMessagesRouter(trpc, messages) });
}
