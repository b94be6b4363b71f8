import { order, primitives, product } from '@tradewind/contracts/schemas';
import { z } from 'zod';

/** Answers of screens that no single service gives. */
export const home = z.object({
  categories: z.array(product.category),
  featured: z.array(product.productSummary),
  newest: z.array(product.productSummary),
});

export const productPage = z.object({ product: product.productDetail, recommendations: z.array(product.productSummary) });

export const dashboardInput = z.object({ from: primitives.instant, to: primitives.instant });

/** A range's figures beside those of the range of the same length before it. */
export const dashboard = order.salesFigures.extend({
  previous: order.salesFigures.pick({ revenue: true, orders: true, averageOrder: true, items: true }),
  /** Empty for staff who may not see products. */
  lowStock: z.array(product.staffProductSummary),
  recentOrders: z.array(order.orderSummary),
});

/** The cart itself is named by the `x-cart` header or by the actor, so the apps send what they change alone. */
const cartKey = { cartId: true, cartToken: true } as const;

/** A cart that is made for it is in the currency. */
export const cartAddInput = order.addItemInput.omit(cartKey).extend({ currency: primitives.currency.optional() });
export const cartUpdateInput = order.updateItemInput.omit(cartKey);
export const cartRemoveInput = order.removeItemInput.omit(cartKey);
export const cartCurrencyInput = order.changeCurrencyInput.omit(cartKey);
export const cartPromotionInput = order.applyPromotionInput.omit({ ...cartKey, idempotencyKey: true });
export const cartGiftCardInput = order.addGiftCardInput.omit({ ...cartKey, idempotencyKey: true });
export const cartRemoveGiftCardInput = order.removeGiftCardInput.omit(cartKey);
export const cartStoreCreditInput = order.storeCreditInput.omit({ cartId: true });
export const cartRemovePromotionInput = order.removePromotionInput.omit(cartKey);
export const cartShippingInput = order.shippingOptionsInput.omit(cartKey);
export const previewInput = order.previewInput.omit(cartKey);
export const placeInput = order.checkoutInput
  .omit({ ...cartKey, paymentMethodId: true })
  .extend({ idempotencyKey: primitives.idempotencyKey });
