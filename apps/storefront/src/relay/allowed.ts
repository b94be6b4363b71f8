import type { Procedure } from '#gateway/procedures.ts';

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
    'orders.list',
    'orders.get',
    'auth.me',
  ] satisfies Procedure[]),
  POST: new Set<string>([
    'cart.add',
    'cart.update',
    'cart.remove',
    'checkout.place',
    'orders.cancel',
    'auth.register',
  ] satisfies Procedure[]),
} as const;

/** Whose call concerns the one cart of the caller. */
export function concernsCart(procedure: string): boolean {
  return procedure.startsWith('cart.') || procedure === 'checkout.place';
}

/** Whether a change comes from a page of this app (Fetch Metadata; Origin for browsers without it). */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = headers.get('origin');
  const host = headers.get('host');
  return origin !== null && host !== null && URL.canParse(origin) && new URL(origin).host === host;
}
