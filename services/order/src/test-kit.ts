import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId, type UserId, type VariantId } from '@tradewind/contracts/ids';
import { permissionsOf, type Role } from '@tradewind/contracts/permissions';
import type { Currency } from '@tradewind/money';
import type { ProductRouter } from '@tradewind/product/contract';
import { type Call, createServiceClient, createServiceSigner, currentCall, openDatabase, runInCall } from '@tradewind/service';
import { createDatabase, startProcess, testKeys } from '@tradewind/testing';
import { insertCart } from './cart/cart-store.ts';
import { insertOrder } from './checkout/insert-order.ts';
import { composeServices } from './compose.ts';
import { createOrderRouter } from './router.ts';
import { totalsOf } from './totals/totals.ts';

/** Where services learn how users' tokens are signed, in place of the user service. */
async function startJwks(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(testKeys.userJwks));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Somebody who calls, as a call sees them. */
export function user(roles: Role[] = ['customer'], id: UserId = newId('user')): Partial<Call> {
  const userToken = testKeys.userToken({ id, roles });
  return {
    actor: { kind: 'user', id, roles, permissions: permissionsOf(roles), sessionId: newId('session') },
    userToken,
    caller: 'gateway',
  };
}

export const address = {
  name: 'Ada Lovelace',
  line1: '1 Engine Way',
  city: 'Oakland',
  region: 'CA',
  postalCode: '94607',
  country: 'US' as const,
};

export const guest: Partial<Call> = { actor: { kind: 'guest' }, caller: 'gateway' };

/** The order service over a database of its own. Where no address is given there is nobody to call. */
export async function openShop(options: { productUrl?: string; paymentUrl?: string; expiryMinutes?: number } = {}) {
  const orders = await createDatabase('order');
  const db = openDatabase({ url: orders.url, application: 'order-test', max: 20 });
  const ctx = composeServices({
    db,
    signer: createServiceSigner({ name: 'order', privateKey: testKeys.servicePrivateKey('order') }),
    productUrl: options.productUrl ?? 'http://127.0.0.1:1',
    paymentUrl: options.paymentUrl ?? 'http://127.0.0.1:1',
    tokenSecret: 'a secret of tests, thirty-two characters',
    expiryMinutes: options.expiryMinutes ?? 30,
    storefrontUrl: 'http://localhost:3000/',
  });
  const router = createOrderRouter(ctx);
  return {
    ctx,
    db,
    /** Calls procedures as somebody: `as(guest, (api) => api.cart.create({}))`. */
    as: <T>(who: Partial<Call>, work: (api: ReturnType<typeof router.createCaller>) => Promise<T>): Promise<T> =>
      runInCall(who, () => work(router.createCaller(currentCall()))),
    /** The types of all events that were written, in order. */
    told: async (orderId: string) => {
      const rows = await db.rows<{ type: string }>('SELECT type FROM messaging.outbox WHERE aggregate_id = $1 ORDER BY position', [
        orderId,
      ]);
      return rows.map(({ type }) => type);
    },
    async close() {
      await ctx.prisma.$disconnect();
      await db.close();
      await orders.drop();
    },
  };
}

/** An order in the database as checkout writes it: two pieces of one thing and three of another, 10,000 in all with 599 shipping. */
export async function writeOrder({ ctx }: Awaited<ReturnType<typeof openShop>>, customerId: UserId | null = null) {
  return runInCall(guest, async () => {
    const cartId = newId('cart');
    await insertCart(ctx.db, { id: cartId, customerId, tokenHash: customerId ? null : Buffer.alloc(32), currency: 'USD' });
    const lines = [2_000, 2_000].map((amountMinor, index) => {
      const variantId = newId('variant');
      const price = { amountMinor, currency: 'USD' as const };
      const offer = {
        variantId,
        productId: newId('product'),
        productSlug: `thing-${index}`,
        sku: `SKU-${index}`,
        price,
        available: 9,
        image: null,
      };
      const named = { ...offer, title: `Thing ${index}`, variantTitle: '' };
      return { id: newId('cartItem'), variantId, quantity: index + 2, snapshot: named, offer: named };
    });
    const shippingOption = { id: 'standard', name: 'Standard', price: { amountMinor: 599, currency: 'USD' as const }, estimate: 'soon' };
    const priced = lines.map(({ offer, quantity }) => ({ unitPrice: offer.price, quantity }));
    const whole = await insertOrder(
      ctx,
      {
        cart: { id: cartId, customerId, currency: 'USD', status: 'open', orderId: null, version: 0, lines },
        customerId,
        email: 'ada@example.com',
        shippingAddress: address,
        billingAddress: address,
        shippingOption,
        lines,
        totals: totalsOf({ lines: priced, shipping: shippingOption.price, place: address }),
        contentHash: 'test',
      },
      async () => {},
    );
    if (!whole) throw new Error('a new cart has no other order');
    return whole;
  });
}

/** The order service over a database of its own, with a real product service beside it; `paymentUrl` may be where nobody is. */
export async function startShop(options: { paymentUrl?: string; eventsUrl?: string; expiryMinutes?: number } = {}) {
  const [jwks, products, events] = await Promise.all([
    startJwks(),
    createDatabase('product'),
    options.eventsUrl === undefined ? createDatabase('events') : undefined,
  ]);
  const eventsUrl = options.eventsUrl ?? events?.url ?? '';
  const product = await startProcess('product', {
    PRODUCT_DATABASE_URL: products.url,
    EVENTS_DATABASE_URL: eventsUrl,
    USER_URL: jwks.url,
    MEDIA_DIR: '/tmp',
    LOG_LEVEL: 'warn',
  });
  const shop = await openShop({ ...options, productUrl: product.url });
  const staff = createServiceClient<ProductRouter>({
    service: 'product',
    url: product.url,
    signer: createServiceSigner({ name: 'gateway', privateKey: testKeys.servicePrivateKey('gateway') }),
  });
  let made = 0;

  /** A product with one variant, for sale. */
  async function sell(offer: { onHand?: number; price?: number; currency?: Currency } = {}) {
    made += 1;
    const sku = `TEST-${made}`;
    const created = await runInCall(user(['admin']), () =>
      staff.staff.create.mutate({
        title: `Thing ${made}`,
        status: 'active',
        variants: [
          {
            sku,
            options: {},
            price: { amountMinor: offer.price ?? 1_999, currency: offer.currency ?? 'USD' },
            onHand: offer.onHand ?? 100,
          },
        ],
      }),
    );
    const variantId: VariantId | undefined = created.variants[0]?.id;
    if (!variantId) throw new Error('the product has a variant');
    return { productId: created.id, variantId, sku };
  }

  const asStaff = <T>(work: () => Promise<T>) => runInCall(user(['admin']), work);
  return {
    ...shop,
    sell,
    jwksUrl: jwks.url,
    eventsUrl,
    productUrl: product.url,
    stock: (sku: string) => asStaff(() => staff.inventory.bySku.query({ sku })),
    withdraw: (productId: `prd_${string}`) => asStaff(() => staff.staff.update.mutate({ productId, status: 'archived' })),
    async close() {
      await product.stop();
      await shop.close();
      await jwks.close();
      await Promise.all([products.drop(), events?.drop()]);
    },
  };
}

export type Shop = Awaited<ReturnType<typeof startShop>>;
