import { order } from '@tradewind/contracts/schemas';
import { createTrpc } from '@tradewind/service';
import type { GatewayServices } from '../services.ts';
import { addToCart, changeCart, claimCart, currentCart, placeOrder, requireCart } from './current-cart.ts';
import {
  cartAddInput,
  cartCurrencyInput,
  cartGiftCardInput,
  cartPromotionInput,
  cartRemoveGiftCardInput,
  cartRemoveInput,
  cartRemovePromotionInput,
  cartShippingInput,
  cartStoreCreditInput,
  cartUpdateInput,
  placeInput,
  previewInput,
} from './schemas.ts';

/** The one cart of whoever calls: the guest's of the `x-cart` header, else the customer's. */
export function cartRouter(services: GatewayServices) {
  const { router, procedure } = createTrpc();
  const { cart } = services.clients.order;
  const open = procedure('public');
  return router({
    current: open.output(order.currentCart).query(() => currentCart(services)),
    add: open
      .input(cartAddInput)
      .output(order.cart)
      .mutation(({ input }) => addToCart(services, input)),
    update: open
      .input(cartUpdateInput)
      .output(order.cart)
      .mutation(({ input }) => changeCart(services, (key) => cart.updateItem.mutate({ ...key, ...input }))),
    remove: open
      .input(cartRemoveInput)
      .output(order.cart)
      .mutation(({ input }) => changeCart(services, (key) => cart.removeItem.mutate({ ...key, ...input }))),
    changeCurrency: open
      .input(cartCurrencyInput)
      .output(order.cart)
      .mutation(({ input }) => changeCart(services, (key) => cart.changeCurrency.mutate({ ...key, ...input }))),
    applyPromotion: open
      .input(cartPromotionInput)
      .output(order.cart)
      .mutation(({ input }) => changeCart(services, (key) => cart.applyPromotion.mutate({ ...key, ...input }))),
    removePromotion: open
      .input(cartRemovePromotionInput)
      .output(order.cart)
      .mutation(({ input }) => changeCart(services, (key) => cart.removePromotion.mutate({ ...key, ...input }))),
    addGiftCard: open
      .input(cartGiftCardInput)
      .output(order.cart)
      .mutation(({ input }) => changeCart(services, (key) => cart.addGiftCard.mutate({ ...key, ...input }))),
    removeGiftCard: open
      .input(cartRemoveGiftCardInput)
      .output(order.cart)
      .mutation(({ input }) => changeCart(services, (key) => cart.removeGiftCard.mutate({ ...key, ...input }))),
    useStoreCredit: procedure('signed-in')
      .input(cartStoreCreditInput)
      .output(order.cart)
      .mutation(({ input }) => changeCart(services, ({ cartId }) => cart.useStoreCredit.mutate({ cartId, ...input }))),
    claim: procedure('signed-in')
      .output(order.currentCart)
      .mutation(() => claimCart(services)),
    shippingOptions: open
      .input(cartShippingInput)
      .output(order.shippingOptionList)
      .query(async ({ input }) => cart.shippingOptions.query({ ...(await requireCart(services)), ...input })),
  });
}

export function checkoutRouter(services: GatewayServices) {
  const { router, procedure } = createTrpc();
  return router({
    preview: procedure('public')
      .input(previewInput)
      .output(order.checkoutPreview)
      .mutation(async ({ input }) => services.clients.order.checkout.preview.mutate({ ...(await requireCart(services)), ...input })),
    place: procedure('public')
      .input(placeInput)
      .output(order.checkoutResult)
      .mutation(({ input }) => placeOrder(services, input)),
    due: procedure('public')
      .input(order.orderInput)
      .output(order.dueResult)
      .mutation(({ input }) => services.clients.order.checkout.due.mutate(input)),
  });
}
