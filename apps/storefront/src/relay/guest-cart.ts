import {
  type CookieNames,
  cookieName,
  cookieValue,
  createSingleFlight,
  type RelayedCall,
  type RelayOptions,
  setCookie,
} from '@tradewind/web';

const cartSeconds = 60 * 24 * 3600;

/** Whose call concerns the one cart of the caller. */
function concernsCart(procedure: string): boolean {
  return procedure.startsWith('cart.') || procedure === 'checkout.place';
}

/**
 * Makes what the proxy does for a guest's cart (`<id>.<token>`): its cookie becomes the `x-cart` header, and that of the
 * answer the cookie. Once the shopper is signed in, the first call about the cart makes it theirs.
 */
export function createGuestCart({ secure }: CookieNames): Required<Pick<RelayOptions, 'before' | 'after'>> {
  const name = cookieName('storefront', 'cart', secure);
  const claims = createSingleFlight<boolean>(60_000);

  function keep(call: RelayedCall, cart: string | null): void {
    call.setCookies.push(setCookie(name, cart, cartSeconds, secure));
  }

  /** Several requests at once claim it once. @throws Error when the gateway could not; the cart is kept for another try. */
  async function claim(call: RelayedCall, cart: string): Promise<void> {
    const done = await claims(cart, async () => {
      const answer = await call.send('cart.claim', '{}');
      await answer.body?.cancel();
      if (answer.status >= 500) throw new Error(`cart.claim answered ${answer.status}`);
      return answer.ok;
    });
    if (!done) return;
    delete call.headers['x-cart'];
    keep(call, null);
  }

  return {
    async before(procedure, call) {
      const cart = cookieValue(call.request.headers.get('cookie'), name);
      if (!cart) return;
      call.headers['x-cart'] = cart;
      if (call.session.accessToken && concernsCart(procedure)) await claim(call, cart);
    },
    after(answer, call) {
      const cart = answer.headers.get('x-cart');
      if (cart) keep(call, cart === 'none' ? null : cart);
    },
  };
}
