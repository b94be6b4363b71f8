import { setTimeout as sleep } from 'node:timers/promises';
import type { order as orderSchemas, product as productSchemas } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import { addresses } from './addresses.ts';

type Cart = z.infer<typeof orderSchemas.cart>;
export type Order = z.infer<typeof orderSchemas.order>;
export type CheckoutResult = z.infer<typeof orderSchemas.checkoutResult>;
export type ProductDetail = z.infer<typeof productSchemas.productDetail>;

/** What came back: status, headers, and the body as JSON. */
export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  readonly text: string;
}

export interface Problem {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly traceId: string;
  readonly declineCode?: string;
  readonly errors?: { path: string; message: string }[];
  readonly lines?: { variantId: string; sku: string; requested: number; available: number }[];
}

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** One call of the public REST interface, as an integrator would make it. */
export async function call<Body = unknown>(method: string, path: string, options: CallOptions = {}): Promise<Answer<Body>> {
  const answer = await fetch(`${addresses.gateway}/api/v1${path}`, {
    method,
    headers: { ...(options.body === undefined ? {} : { 'content-type': 'application/json' }), ...options.headers },
    body: options.body === undefined ? undefined : typeof options.body === 'string' ? options.body : JSON.stringify(options.body),
    signal: AbortSignal.timeout(60_000),
  });
  const text = await answer.text();
  const json = answer.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as Body) : (undefined as Body);
  return { status: answer.status, headers: answer.headers, body: json, text };
}

/** The same, when anything but success is a failure of the test. */
export async function get<Body>(path: string, headers: Record<string, string> = {}): Promise<Body> {
  const answer = await call<Body>('GET', path, { headers });
  if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

/** Polls until the check no longer throws; then its answer. */
export async function eventually<Result>(check: () => Promise<Result>, patienceMs = 30_000): Promise<Result> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

interface Session {
  readonly token: string;
  /** Milliseconds since 1970: from half of its life on, another one is fetched. */
  readonly renewAt: number;
}

const sessions = new Map<string, Promise<Session>>();

async function signIn(email: string): Promise<Session> {
  const answer = await call<{ accessToken: string; expiresIn: number }>('POST', '/auth/login', {
    body: { email, password: 'tradewind-demo' },
  });
  if (answer.status !== 200) throw new Error(`${email} could not sign in: ${answer.text}`);
  return { token: answer.body.accessToken, renewAt: Date.now() + answer.body.expiresIn * 500 };
}

async function sessionOf(email: string): Promise<Session> {
  const known = sessions.get(email);
  if (known && (await known).renewAt > Date.now()) return known;
  if (sessions.get(email) === known) sessions.set(email, signIn(email));
  return sessionOf(email);
}

/** The access token of a demo account: `shopper`, `support`, `catalog`, `warehouse`, `finance` or `admin`. */
export async function bearer(name: string): Promise<Record<string, string>> {
  const { token } = await sessionOf(`${name}@tradewind.test`);
  return { authorization: `Bearer ${token}` };
}

export const address = {
  name: 'Ada Byron',
  line1: '12 Harbour Street',
  city: 'Portland',
  region: 'OR',
  postalCode: '97201',
  country: 'US',
};

let counter = 0;

/** An address nobody else in this run has. */
export function freshEmail(label = 'guest'): string {
  counter += 1;
  return `${label}-${Date.now().toString(36)}-${counter}@example.test`;
}

export interface GuestCart {
  readonly id: string;
  readonly headers: Record<string, string>;
}

export async function newCart(lines: readonly { variantId: string; quantity: number }[]): Promise<GuestCart> {
  const created = await call<Cart>('POST', '/carts', { body: {} });
  if (created.status !== 201 || created.body.token === null) throw new Error(`No cart: ${created.status} ${created.text}`);
  const cart = { id: created.body.id, headers: { 'x-cart-token': created.body.token } };
  for (const line of lines) {
    const added = await call('POST', `/carts/${cart.id}/items`, { body: line, headers: cart.headers });
    if (added.status !== 201) throw new Error(`Not added: ${added.status} ${added.text}`);
  }
  return cart;
}

/** What checkout is sent for a cart; everything can be replaced. */
export async function checkoutBody(cart: GuestCart, overrides: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const options = await get<{ items: { id: string }[] }>(`/carts/${cart.id}/shipping-options?country=US`, cart.headers);
  return {
    email: freshEmail(),
    shippingAddress: address,
    shippingOptionId: options.items[0]?.id,
    paymentMethodId: 'pm_card_visa',
    ...overrides,
  };
}

export async function checkout(
  cart: GuestCart,
  overrides: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Answer<CheckoutResult & Problem>> {
  return await call('POST', `/carts/${cart.id}/checkout`, {
    body: await checkoutBody(cart, overrides),
    headers: { ...cart.headers, ...headers },
  });
}

/** A guest's purchase from an empty cart to the answer of checkout. */
export async function buy(
  variantId: string,
  quantity = 1,
  overrides: Record<string, unknown> = {},
): Promise<Answer<CheckoutResult & Problem>> {
  return await checkout(await newCart([{ variantId, quantity }]), overrides);
}

/** A customer's purchase of one piece. @returns the order as checkout answered it */
export async function customerBuys(customer: Record<string, string>, variantId: string): Promise<Order> {
  const cart = await newCart([{ variantId, quantity: 1 }]);
  const claimed = await call<Cart>('POST', `/carts/${cart.id}/claim`, { body: {}, headers: { ...cart.headers, ...customer } });
  if (claimed.status !== 200) throw new Error(`Not claimed: ${claimed.status} ${claimed.text}`);
  const answer = await checkout({ id: claimed.body.id, headers: customer });
  if (answer.status !== 201) throw new Error(`Not ordered: ${answer.status} ${answer.text}`);
  return answer.body.order;
}

/** Waits until an order's state is as asked. @param headers of who may see it, where that is not its guest */
export async function untilOrder(
  order: { id: string; token: string | null },
  wanted: Partial<Pick<Order, 'status' | 'paymentStatus' | 'fulfilmentStatus'>>,
  headers: Record<string, string> = { 'x-order-token': order.token ?? '' },
): Promise<Order> {
  return await eventually(async () => {
    const now = await get<Order>(`/orders/${order.id}`, headers);
    for (const [name, value] of Object.entries(wanted)) {
      const actual = now[name as keyof Order];
      if (actual !== value) throw new Error(`${name} of ${now.number} is ${String(actual)}, not ${value}`);
    }
    return now;
  });
}

let made = 0;

/** A product of this test alone, with a given stock, sold at once. */
export async function newProduct(options: { onHand: number; variants?: number; amountMinor?: number }): Promise<ProductDetail> {
  made += 1;
  const name = `Test lantern ${Date.now().toString(36)} ${made}`;
  const count = options.variants ?? 1;
  const sizes = Array.from({ length: count }, (_, index) => `Size ${index + 1}`);
  const created = await call<ProductDetail>('POST', '/admin/products', {
    headers: await bearer('catalog'),
    body: {
      title: name,
      status: 'active',
      options: count > 1 ? [{ name: 'Size', values: sizes }] : [],
      variants: sizes.map((size, index) => ({
        sku: `TEST-${Date.now().toString(36).toUpperCase()}-${made}-${index + 1}`,
        options: count > 1 ? { Size: size } : {},
        price: { amountMinor: options.amountMinor ?? 1_999, currency: 'USD' },
        onHand: options.onHand,
      })),
    },
  });
  if (created.status !== 201) throw new Error(`No product: ${created.status} ${created.text}`);
  return created.body;
}

/** A promotion code that nobody has used yet. */
export const freshCode = () => `SAVE-${Date.now().toString(36).toUpperCase()}`;

/** A code that takes a tenth off a product, for one. */
export async function tenthOff(productId: string): Promise<{ id: string; code: string }> {
  const code = freshCode();
  const body = {
    name: 'A tenth off',
    code,
    isActive: true,
    effect: { kind: 'percentage', basisPoints: 1_000 },
    scope: { type: 'products', productIds: [productId] },
    conditions: { minimumSpendMinor: null, firstOrder: false, groupId: null },
    stacking: 'combinable',
    priority: 0,
    startsAt: null,
    endsAt: null,
    currency: null,
    maxUses: 1,
    maxUsesPerCustomer: null,
    budgetMinor: null,
  };
  const made = await call<{ id: string }>('POST', '/admin/promotions', { body, headers: await bearer('catalog') });
  if (made.status !== 201) throw new Error(`No promotion: ${made.status} ${made.text}`);
  return { id: made.body.id, code };
}

/** A gift card as finance makes it. */
export async function newGiftCard(amountMinor: number): Promise<{ id: string; code: string; lastFour: string }> {
  const body = { amountMinor, currency: 'USD', reason: 'a test' };
  const headers = await bearer('finance');
  const made = await call<{ account: { id: string }; code: string }>('POST', '/admin/gift-cards', { body, headers });
  if (made.status !== 201) throw new Error(`No gift card: ${made.status} ${made.text}`);
  return { id: made.body.account.id, code: made.body.code, lastFour: made.body.code.slice(-4) };
}

/** What staff see of a SKU's stock. */
export async function stockOf(sku: string): Promise<{ onHand: number; reserved: number; available: number }> {
  return await get(`/admin/inventory/${sku}`, await bearer('catalog'));
}

export interface Charge {
  readonly id: string;
  readonly paymentIntent: string;
  readonly amount: number;
  readonly amountRefunded: number;
  readonly status: string;
  readonly metadata: Record<string, string>;
}

/** The processor's own books. */
export async function charges(): Promise<Charge[]> {
  const answer = await fetch(`${addresses.sandbox}/_sandbox/charges`);
  return ((await answer.json()) as { items: Charge[] }).items;
}

export async function chargesOf(orderId: string): Promise<Charge[]> {
  return (await charges()).filter(({ metadata, status }) => metadata.orderId === orderId && status === 'succeeded');
}

/** Orders faults from the processor; an empty object heals it. */
export async function faults(wanted: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${addresses.sandbox}/_sandbox/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wanted),
  });
  if (!answer.ok) throw new Error(`Faults: ${answer.status} ${await answer.text()}`);
}

/** The orders of an address, as staff see them. */
export async function ordersOf(email: string): Promise<Order[]> {
  const headers = await bearer('support');
  const { items } = await get<{ items: { id: string }[] }>(`/admin/orders?query=${encodeURIComponent(email)}`, headers);
  return await Promise.all(items.map(({ id }) => get<Order>(`/admin/orders/${id}`, headers)));
}

/** Debit and credit are equal for every currency, or this throws. */
export async function requireBalancedLedger(): Promise<void> {
  const balance = await get<Record<string, { debit: number; credit: number }>>('/admin/ledger/balance', await bearer('finance'));
  for (const [currency, { debit, credit }] of Object.entries(balance)) {
    if (debit !== credit) throw new Error(`The ledger is off in ${currency}: ${debit} debit, ${credit} credit`);
  }
}
