import type { ShopProcedure } from '@tradewind/client/call';

/**
 * What the browser may call through the proxy. Procedures that answer with tokens (auth.login, confirm, refresh) are the
 * session layer's alone; admin's have no business here.
 */
export const allowed = {
  GET: new Set<string>([
    'catalog.list',
    'catalog.product',
    'catalog.suggest',
    'cart.current',
    'cart.shippingOptions',
    'store.settings',
    'orders.list',
    'orders.get',
    'returns.list',
    'returns.picture',
    'parcels.track',
    'invoices.list',
    'invoices.pdf',
    'credit.own',
    'auth.me',
  ] satisfies ShopProcedure[]),
  POST: new Set<string>([
    'cart.add',
    'cart.update',
    'cart.remove',
    'cart.changeCurrency',
    'cart.applyPromotion',
    'cart.removePromotion',
    'cart.addGiftCard',
    'cart.removeGiftCard',
    'cart.useStoreCredit',
    'checkout.preview',
    'checkout.place',
    'checkout.due',
    'orders.cancel',
    'returns.request',
    'returns.cancel',
    'returns.addPicture',
    'auth.register',
  ] satisfies ShopProcedure[]),
} as const;
