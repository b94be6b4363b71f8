import { TradewindError } from '@tradewind/contracts/errors';
import type { order } from '@tradewind/contracts/schemas';
import type { Claim } from '@tradewind/service';
import { currentCustomer, repeatable } from '../access.ts';
import { type CartKey, type CartRow, cartCompleted, loadCart } from '../cart/cart-store.ts';
import { findOrder } from '../order/order-store.ts';
import type { Services } from '../services.ts';
import { abandonOrder } from './abandon-order.ts';
import { type Draft, draftOrder, requireCredit, requireExpected, shortLines } from './draft-order.ts';
import { insertPriced } from './insert-order.ts';
import { payOrder, resumeOrder } from './pay-order.ts';

const attempts = 5;

/** Goes on with a cart's order that waits for its payment, if it is of the same content; gives it up if not. */
async function resumeOrAbandon(
  ctx: Services,
  pending: { orderId: string; contentHash: string },
  input: order.CheckoutInput,
  claim: Claim,
): Promise<order.CheckoutResult | undefined> {
  const whole = await findOrder(ctx.db, pending.orderId);
  if (whole?.status !== 'pending') return undefined;
  if (whole.contentHash === pending.contentHash) {
    await claim.attach(ctx.db, whole.id);
    return resumeOrder(ctx, whole, input.paymentMethodId);
  }
  if ((await abandonOrder(ctx, { orderId: whole.id, by: 'customer', reason: 'checkout-changed' })) === 'paid') throw cartCompleted();
  return undefined;
}

/**
 * Whether to go on to the order. What is short may be so because a parallel checkout of this very cart has reserved it: then the
 * cart is to be looked at again.
 * @throws OUT_OF_STOCK with the lines that are short
 */
async function isInStock(ctx: Services, draft: Draft, key: CartKey): Promise<boolean> {
  const lines = shortLines(draft);
  if (lines.length === 0) return true;
  const now = await loadCart(ctx.db, key);
  if (now.orderId !== null || now.status !== 'open' || now.version !== draft.cart.version) return false;
  throw new TradewindError('OUT_OF_STOCK', 'Not everything in the cart is in stock.', { lines });
}

async function attempt(ctx: Services, cart: CartRow, input: order.CheckoutInput, claim: Claim): Promise<order.CheckoutResult | undefined> {
  if (cart.status !== 'open') throw cartCompleted();
  const draft = await draftOrder(ctx, cart, { ...input, customerId: currentCustomer(), isByStaff: false });
  requireExpected(draft, input.expectedTotal);
  requireCredit(draft, input.expectedCredit);
  if (cart.orderId !== null) return resumeOrAbandon(ctx, { orderId: cart.orderId, contentHash: draft.contentHash }, input, claim);
  if (!(await isInStock(ctx, draft, input))) return undefined;
  const whole = await insertPriced(ctx, draft, claim.attach);
  return whole && payOrder(ctx, whole, input.paymentMethodId);
}

/** @param first the cart as it was read a moment ago; a change since then shows when the order is written */
async function checkOut(ctx: Services, first: CartRow, input: order.CheckoutInput, claim: Claim): Promise<order.CheckoutResult> {
  const begun = claim.resource === null ? undefined : await findOrder(ctx.db, claim.resource);
  if (begun && begun.status !== 'cancelled') return resumeOrder(ctx, begun, input.paymentMethodId);
  let cart = first;
  for (let count = 0; count < attempts; count += 1) {
    const result = await attempt(ctx, cart, input, claim);
    if (result) return result;
    cart = await loadCart(ctx.db, input);
  }
  throw new TradewindError('CONFLICT', 'The cart is being changed elsewhere; try again.');
}

/**
 * Turns a cart into an order and asks for its payment (architecture.md, "The purchase, as data travels"). Repeatable with a
 * key; without one, a checkout of the same content goes on with the order that the cart has already. The guest's order token
 * is in the answer, and not in what is kept of it.
 * @throws NOT_FOUND, CART_COMPLETED, INVALID_INPUT, CONFLICT for an empty cart and, with the totals of
 * now, when it would cost something else than was shown, or gift cards would pay something else; OUT_OF_STOCK and PAYMENT_DECLINED leave the
 * cart open as before; UNAVAILABLE may be tried again
 */
export async function placeOrder(ctx: Services, input: order.CheckoutInput): Promise<order.CheckoutResult> {
  const cart = await loadCart(ctx.db, input);
  const guest = currentCustomer() === null;
  const request = { procedure: 'checkout.place', scope: input.cartId, input };
  const result = await repeatable(ctx.db, request, (claim) => checkOut(ctx, cart, input, claim));
  return { ...result, order: { ...result.order, token: guest ? ctx.tokens.order(result.order.id) : null } };
}
