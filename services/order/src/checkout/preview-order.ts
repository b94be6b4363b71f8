import type { order } from '@tradewind/contracts/schemas';
import { subtract, sum } from '@tradewind/money';
import type { z } from 'zod';
import { currentCustomer } from '../access.ts';
import { loadOpenCart } from '../cart/cart-store.ts';
import type { Services } from '../services.ts';
import { draftOrder } from './draft-order.ts';

/**
 * What an order of a cart would cost, and what of that gift cards and store credit would pay. Nothing is ordered or held by it.
 * @throws NOT_FOUND, CART_COMPLETED; CONFLICT for an empty cart; INVALID_INPUT naming `shippingOptionId` or the country; UNAVAILABLE
 */
export async function previewOrder(
  ctx: Services,
  input: z.infer<typeof order.previewInput>,
): Promise<z.infer<typeof order.checkoutPreview>> {
  const wanted = { ...input, customerId: currentCustomer(), isByStaff: false };
  const { totals, credit } = await draftOrder(ctx, await loadOpenCart(ctx.db, input), wanted);
  const { subtotal, discount, shipping, shippingDiscount, tax, includedTax, total } = totals;
  const covered = sum(
    credit.map(({ amount }) => amount),
    total.currency,
  );
  return {
    totals: { subtotal, discount, shipping, shippingDiscount, tax, includedTax, total },
    credit: [...credit],
    toPay: subtract(total, covered),
  };
}
