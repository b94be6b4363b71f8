import { TradewindError } from '@tradewind/contracts/errors';
import { type CartId, newId } from '@tradewind/contracts/ids';
import type { order } from '@tradewind/contracts/schemas';
import type { Currency } from '@tradewind/money';
import { currentCall } from '@tradewind/service';
import { currentCustomer, repeatable } from '../access.ts';
import type { Services } from '../services.ts';
import { requireCurrency } from '../settings/require-currency.ts';
import { hashToken } from '../tokens.ts';
import { findOpenCart, insertCart, loadCart } from './cart-store.ts';
import { viewCart } from './cart-view.ts';

const emptiedText = `
  UPDATE cart SET currency = $2, version = version + 1, updated_at = now()
  WHERE id = $1 AND status = 'open' AND order_id IS NULL AND NOT EXISTS (SELECT FROM cart_item WHERE cart_id = $1) RETURNING id`;

/** The customer's one open cart; an empty one changes its currency. */
async function customersCart(ctx: Services, currency: Currency): Promise<CartId> {
  const customerId = currentCustomer();
  const id = newId('cart');
  if (customerId === null || (await insertCart(ctx.db, { id, customerId, tokenHash: null, currency }))) return id;
  const open = await findOpenCart(ctx.db, customerId);
  if (!open) throw new TradewindError('CONFLICT', 'The cart was bought this moment; try again.');
  if (open.currency !== currency && (await ctx.db.rows(emptiedText, [open.id, currency])).length === 0) {
    throw new TradewindError('CONFLICT', `The open cart is in ${open.currency}; empty it first.`);
  }
  return open.id;
}

/**
 * Makes a cart: a guest's, whose token is in this answer alone, or the customer's, who has one open cart at a time and gets it
 * again. Repeatable with a key.
 * @throws INVALID_INPUT naming a currency that nothing is sold in; CONFLICT when the customer's open cart has lines in another one
 */
export async function createCart(ctx: Services, input: { currency: Currency; idempotencyKey?: string | undefined }): Promise<order.Cart> {
  await requireCurrency(ctx, input.currency);
  const guest = currentCustomer() === null;
  const request = { procedure: 'cart.create', scope: currentCall().clientAddress ?? '', input };
  const { id } = await repeatable(ctx.db, request, async () => {
    if (!guest) return { id: await customersCart(ctx, input.currency) };
    const made = newId('cart');
    await insertCart(ctx.db, { id: made, customerId: null, tokenHash: hashToken(ctx.tokens.cart(made)), currency: input.currency });
    return { id: made };
  });
  const token = guest ? ctx.tokens.cart(id) : null;
  const cart = await loadCart(ctx.db, { cartId: id, cartToken: token ?? undefined });
  return { ...(await viewCart(ctx, cart)), token };
}
