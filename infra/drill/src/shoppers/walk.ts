import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Journey } from '../plan/journeys.ts';
import { type Browser, openBrowser, watchOrder } from './browser.ts';
import { checkOut } from './check-out.ts';
import type { Answer, Client, Question } from './client.ts';
import { firstCard, pay } from './pay.ts';
import { type Shop, signIn } from './shop.ts';

/** Where everything goes. */
export const address = {
  name: 'Ada Byron',
  line1: '12 Harbour Street',
  city: 'Portland',
  region: 'OR',
  postalCode: '97201',
  country: 'US',
};

export interface Cart {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** An order that was placed, as its shopper holds it. */
export interface Order {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where nothing is left for a card to pay. */
  readonly clientSecret: string;
  readonly items: readonly { readonly id: string; readonly quantity: number }[];
  readonly cart: Cart;
}

/** One shopper's means, and what this shopper wants. */
interface Walk {
  readonly shop: Shop;
  readonly client: Client;
  readonly browser: Browser;
  readonly journey: Journey;
}

/** The address that every order of a shopper is of, and nobody else's. */
export const emailOf = (journey: number) => `shopper-${journey}@drill.test`;

/** Opens a cart; a customer's may hold what an earlier journey left, which is taken out. */
async function openCart({ client, shop, journey }: Walk): Promise<Cart | undefined> {
  const account = journey.account === null ? undefined : shop.accounts[journey.account];
  const bearer = account === undefined ? {} : await signIn(client, account);
  if (bearer === undefined) return undefined;
  const made = await client.insist({ step: 'cart', method: 'POST', path: '/carts', body: {}, headers: bearer, key: randomUUID() });
  if (made?.status !== 201) return undefined;
  const cart = {
    path: `/carts/${String(made.body.id)}`,
    headers: account === undefined ? { 'x-cart-token': String(made.body.token) } : bearer,
  };
  for (const { id } of made.body.items as { id: string }[]) {
    const removed = await client.insist({ step: 'item', method: 'DELETE', path: `${cart.path}/items/${id}`, headers: cart.headers });
    if (removed?.status !== 200) return undefined;
  }
  return cart;
}

async function fillCart({ client, shop, journey }: Walk, { path, headers }: Cart): Promise<boolean> {
  for (const { good, quantity } of journey.lines) {
    const body = { variantId: shop.goods[good]?.variantId, quantity };
    const added = await client.insist({ step: 'item', method: 'POST', path: `${path}/items`, headers, body, key: randomUUID() });
    if (added?.status !== 201) return false;
  }
  return true;
}

function orderOf({ body }: Answer, cart: Cart): Order {
  const { id, token, items } = body.order as { id: string; token: string | null; items: Order['items'] };
  const { clientSecret } = body.payment as { clientSecret: string | null };
  const headers = token === null ? cart.headers : { 'x-order-token': token };
  return { id, headers, clientSecret: clientSecret ?? '', items, cart };
}

async function afterwards({ client, shop, journey }: Walk, order: Order, checkout: Question): Promise<void> {
  const path = `/orders/${order.id}`;
  switch (journey.afterwards) {
    case 'nothing':
      return;
    case 'asks-again':
      await client.insist(checkout);
      return;
    case 'cancels': {
      const body = { reason: 'changed my mind' };
      await client.insist({ step: 'cancel', method: 'POST', path: `${path}/cancel`, headers: order.headers, body, key: randomUUID() });
      return;
    }
    case 'staff-refunds-part':
    case 'staff-refunds-all': {
      const headers = await shop.staff(client, 'finance');
      const part = journey.afterwards === 'staff-refunds-part' ? { amountMinor: 500 } : {};
      const body = { ...part, reason: 'a drill' };
      await client.insist({ step: 'refund', method: 'POST', path: `/admin${path}/refunds`, headers, body, key: randomUUID() });
    }
  }
}

/**
 * Walks one shopper's way to its end. Nothing is thrown: what was seen is in the record.
 * @param options.card what is given to the checkout, in place of the journey's own
 * @param options.filled what comes between the filling of the cart and its checkout
 * @param options.placed what comes between the placing of an order and its payment
 * @param options.paid what comes when the shopper has seen that it is paid
 */
export async function walk(options: {
  shop: Shop;
  client: Client;
  journey: Journey;
  card?: string | undefined;
  filled?: (cart: Cart) => Promise<void>;
  placed?: (order: Order) => Promise<void>;
  paid?: (order: Order) => Promise<void>;
}): Promise<void> {
  const { shop, client, journey } = options;
  const means: Walk = { ...options, browser: openBrowser(shop.processor) };
  const cart = await openCart(means);
  if (!cart || !(await fillCart(means, cart))) return;
  await options.filled?.(cart);
  const delivery = await client.insist({
    step: 'delivery',
    method: 'GET',
    path: `${cart.path}/shipping-options?country=US`,
    headers: cart.headers,
  });
  const [option] = (delivery?.body.items ?? []) as { id: string }[];
  if (!option) return;
  const checkout = (card: string | undefined) => {
    const body = { email: emailOf(journey.number), shippingAddress: address, shippingOptionId: option.id, paymentMethodId: card };
    return checkOut(client, journey, { path: `${cart.path}/checkout`, headers: cart.headers, body });
  };
  const first = await checkout(options.card ?? firstCard[journey.paying]);
  const tryAnother = first.answer?.status === 402 && journey.paying === 'declined-then-card';
  const { answer, question } = tryAnother ? await checkout('pm_card_visa') : first;
  if (answer?.status !== 201) return;
  const order = orderOf(answer, cart);
  await options.placed?.(order);
  await sleep(journey.pauseMs);
  const paid =
    (await pay(means.browser, journey, order.clientSecret)) &&
    // What could not be delivered after all is paid and given back before anybody looks.
    (await watchOrder(client, order, ({ paymentStatus }) => paymentStatus === 'paid' || paymentStatus === 'refunded'));
  if (paid || journey.afterwards === 'cancels') await afterwards(means, order, question);
  if (paid) await options.paid?.(order);
}
