import { TradewindError } from '@tradewind/contracts/errors';
import type { CartId } from '@tradewind/contracts/ids';
import { type order, primitives } from '@tradewind/contracts/schemas';
import { currentCall } from '@tradewind/service';
import type { z } from 'zod';
import { currentExchange } from '../exchange.ts';
import type { GatewayServices } from '../services.ts';
import { repeatable } from './orders.ts';
import type { cartAddInput, placeInput } from './schemas.ts';

type Cart = order.Cart;

/** What opens a cart: its id, and a guest's token. */
interface CartKey {
  readonly cartId: CartId;
  readonly cartToken?: string;
}

const cartId = primitives.idOf('cart');

/** The cart that the `x-cart` header names (`<id>.<token>`), or null when it names none. */
function guestCart(): CartKey | null {
  const [id, token] = currentExchange().header('x-cart')?.split('.') ?? [];
  const key = cartId.safeParse(id);
  const secret = primitives.accessToken.safeParse(token);
  return key.success && secret.success ? { cartId: key.data, cartToken: secret.data } : null;
}

function isSignedIn(): boolean {
  return currentCall().actor.kind === 'user';
}

/** Whether an error says that the cart itself is no more: unknown, bought, or another's by now. */
function isGone(error: unknown): boolean {
  return error instanceof TradewindError && (error.code === 'NOT_FOUND' || error.code === 'CART_COMPLETED');
}

/** Tells the app to forget the guest's cart. */
function forget(): void {
  currentExchange().reply('x-cart', 'none');
}

/** The browser's code has no use for the token: it travels in the header alone, which the app's proxy keeps. */
function withoutToken(cart: Cart): Cart {
  return { ...cart, token: null };
}

async function openCart({ clients }: GatewayServices): Promise<{ key: CartKey; cart: Cart } | null> {
  const guest = guestCart();
  if (guest) {
    try {
      return { key: guest, cart: await clients.order.cart.get.query(guest) };
    } catch (error) {
      if (!isGone(error)) throw error;
      forget();
    }
  }
  if (!isSignedIn()) return null;
  const cart = await clients.order.cart.current.query();
  return cart && { key: { cartId: cart.id }, cart };
}

/** The caller's cart, or null when there is none. A guest's that is bought or unknown is forgotten. */
export async function currentCart(services: GatewayServices): Promise<Cart | null> {
  const open = await openCart(services);
  return open && withoutToken(open.cart);
}

/** What opens the caller's cart, without a look into it where the header says it. @throws NOT_FOUND when there is none. */
export async function requireCart(services: GatewayServices): Promise<CartKey> {
  const key = guestCart() ?? (await openCart(services))?.key;
  if (!key) throw new TradewindError('NOT_FOUND', 'There is no cart');
  return key;
}

/** Adds to the caller's cart, and makes one when there is none; a guest's new cart is told by the `x-cart` header. */
export async function addToCart(services: GatewayServices, { currency, ...input }: z.infer<typeof cartAddInput>): Promise<Cart> {
  const { cart } = services.clients.order;
  const guest = guestCart();
  if (guest) {
    try {
      return withoutToken(await cart.addItem.mutate({ ...guest, ...input }, repeatable(input)));
    } catch (error) {
      // NOT_FOUND may speak of the variant: a cart that can still be read was not what was missing.
      if (!isGone(error) || (await openCart(services))?.key.cartId === guest.cartId) throw error;
    }
  }
  const known = isSignedIn() ? await cart.current.query() : null;
  const target = known ?? (await cart.create.mutate({ currency }));
  const cartToken = target.token ?? undefined;
  const filled = await cart.addItem.mutate({ cartId: target.id, cartToken, ...input }, repeatable(input));
  if (cartToken) currentExchange().reply('x-cart', `${target.id}.${cartToken}`);
  return withoutToken(filled);
}

/** Changes the caller's cart. @throws what the change throws; a guest's cart that is no more is forgotten on the way. */
export async function changeCart(services: GatewayServices, change: (key: CartKey) => Promise<Cart>): Promise<Cart> {
  const key = await requireCart(services);
  try {
    return withoutToken(await change(key));
  } catch (error) {
    if (error instanceof TradewindError && error.code === 'CART_COMPLETED') forget();
    throw error;
  }
}

/** Merges the guest's cart into the customer's, once they are signed in. Null when there is neither. */
export async function claimCart(services: GatewayServices): Promise<Cart | null> {
  const { cart } = services.clients.order;
  const { cartId, cartToken } = guestCart() ?? {};
  if (!cartId || !cartToken) return cart.current.query();
  forget();
  try {
    return withoutToken(await cart.claim.mutate({ cartId, cartToken }));
  } catch (error) {
    if (!isGone(error)) throw error;
    return cart.current.query();
  }
}

/** Places the order of the caller's cart. The cart is forgotten when it was paid for at once. */
export async function placeOrder(services: GatewayServices, input: z.infer<typeof placeInput>): Promise<order.CheckoutResult> {
  const key = await requireCart(services);
  const result = await services.clients.order.checkout.place.mutate({ ...key, ...input }, repeatable(input));
  if (result.payment.status === 'succeeded') forget();
  return result;
}
