import { randomUUID } from 'node:crypto';
import { Agent, setGlobalDispatcher } from 'undici';

setGlobalDispatcher(new Agent({ connections: 64, keepAliveTimeout: 30_000 }));

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Shoppers and staff of one shop, as its REST interface sees them. */
export interface Shop {
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  staff(name: string): Promise<Record<string, string>>;
}

export function openShop(gateway: string): Shop {
  const shop: Shop = {
    async call(method, path, body, headers = {}) {
      const answer = await fetch(`${gateway}/api/v1${path}`, {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
    async staff(name) {
      const { body } = await shop.call('POST', '/auth/login', { email: `${name}@tradewind.test`, password: 'tradewind-demo' });
      return { authorization: `Bearer ${String(body.accessToken)}` };
    },
  };
  return shop;
}

/** Products with one variant and a stock each, made for this run; the answer is the variants' ids. */
export async function stockedVariants(shop: Shop, count: number, onHand: number): Promise<string[]> {
  const headers = await shop.staff('catalog');
  const made: string[] = [];
  while (made.length < count) {
    const sku = `BENCH-${randomUUID().slice(0, 8).toUpperCase()}`;
    const variants = [{ sku, options: {}, price: { amountMinor: 1_999, currency: 'USD' }, onHand }];
    const { status, body } = await shop.call(
      'POST',
      '/admin/products',
      { title: `Bench lamp ${sku}`, status: 'active', variants },
      headers,
    );
    const [variant] = (body.variants ?? []) as { id: string }[];
    if (status !== 201 || !variant) throw new Error(`A product of the run could not be made: ${JSON.stringify(body)}`);
    made.push(variant.id);
  }
  return made;
}

/** One guest's purchase to a captured payment, five calls: cart, item, delivery, checkout, and the order as paid. */
export async function purchase(shop: Shop, variantId: string): Promise<'paid' | 'sold out'> {
  const cart = await shop.call('POST', '/carts', {});
  const headers = { 'x-cart-token': String(cart.body.token) };
  const path = `/carts/${String(cart.body.id)}`;
  await shop.call('POST', `${path}/items`, { variantId, quantity: 1 }, headers);
  const options = (await shop.call('GET', `${path}/shipping-options?country=US`, undefined, headers)).body.items as { id: string }[];
  const checkout = await shop.call(
    'POST',
    `${path}/checkout`,
    {
      email: `bench-${randomUUID()}@example.test`,
      shippingAddress: {
        name: 'Ada Byron',
        line1: '12 Harbour Street',
        city: 'Portland',
        region: 'OR',
        postalCode: '97201',
        country: 'US',
      },
      shippingOptionId: options[0]?.id,
      paymentMethodId: 'pm_card_visa',
    },
    { ...headers, 'idempotency-key': randomUUID() },
  );
  if (checkout.body.code === 'OUT_OF_STOCK') return 'sold out';
  if (checkout.status !== 201) throw new Error(`checkout: ${checkout.status} ${JSON.stringify(checkout.body)}`);
  const order = checkout.body.order as { id: string; token: string };
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const now = await shop.call('GET', `/orders/${order.id}`, undefined, { 'x-order-token': order.token });
    if (now.body.paymentStatus === 'paid') return 'paid';
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Order ${order.id} was not paid`);
}
