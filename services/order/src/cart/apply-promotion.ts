import { invalid } from '../access.ts';
import type { Services } from '../services.ts';
import { type CartKey, loadOpenCart } from './cart-store.ts';

/** There are no promotions, so no code is one. @throws INVALID_INPUT naming `code`; NOT_FOUND; CART_COMPLETED */
export async function applyPromotion(ctx: Services, input: CartKey & { code: string }): Promise<never> {
  await loadOpenCart(ctx.db, input);
  throw invalid('code', 'is not a code that is in force');
}
