import { newUuid } from '@tradewind/contracts/ids';
import { order, payment, product, user } from '@tradewind/contracts/schemas';
import { eventually } from '@tradewind/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dashboard, home, productPage } from './screens/schemas.ts';
import { address, openShop, type Shop } from './test-kit.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
}, 120_000);
afterAll(() => shop.close(), 60_000);

const cartOf = (headers: Headers) => headers.get('x-cart');

describe('the catalogue’s screens', () => {
  test('are one call each, and fit their schemas the first time and from the cache', async () => {
    const { slug } = await shop.createProduct();
    for (const _ of ['first', 'again']) {
      expect(home.parse((await shop.rpc('query', 'catalog.home', {})).data).newest.length).toBeGreaterThan(0);
      expect(productPage.parse((await shop.rpc('query', 'catalog.product', { slug })).data).product.slug).toBe(slug);
      expect(product.categoryList.parse((await shop.rpc('query', 'catalog.categories')).data).items[0]?.slug).toBe('kitchen');
      const list = await shop.rpc('query', 'catalog.list', { category: 'kitchen', sort: 'newest', limit: 3 });
      expect(product.productList.parse(list.data).total).toBeGreaterThan(0);
      expect(product.productItems.safeParse((await shop.rpc('query', 'catalog.suggest', { query: 'teap' })).data).success).toBe(true);
    }
    expect((await shop.rpc('query', 'catalog.product', { slug: 'no-such-thing' })).problem?.code).toBe('NOT_FOUND');
  });

  test('a batch of one is answered as a batch', async () => {
    const path = `/trpc/catalog.categories?batch=1&input=${encodeURIComponent('{}')}`;
    const first = await shop.ask('GET', path);
    expect(first.body).toEqual([{ result: { data: expect.objectContaining({ nextCursor: null }) } }]);
    expect((await shop.ask('GET', path)).body).toEqual(first.body);
  });

  test('what sold out says so within two seconds', async () => {
    const { slug, sku } = await shop.createProduct({ onHand: 1 });
    const available = async () => {
      const { data } = await shop.rpc<{ product: product.ProductDetail }>('query', 'catalog.product', { slug });
      return data?.product.variants[0]?.available;
    };
    expect(await available()).toBe(1);
    const body = { delta: -1, reason: 'Broken' };
    const adjusted = await shop.api<product.StockLevel>('POST', `/admin/inventory/${sku}/adjustments`, {
      token: shop.tokenOf('catalog'),
      body,
    });
    expect([adjusted.status, adjusted.body.available]).toEqual([201, 0]);
    await eventually(async () => expect(await available()).toBe(0), { timeoutMs: 3_000 });
    const level = await shop.api('GET', `/admin/inventory/${sku}`, { token: shop.tokenOf('warehouse') });
    expect(level.body).toEqual({ sku, onHand: 0, reserved: 0, available: 0 });
  });
});

describe('the guest’s cart', () => {
  test('is made in the currency that was looked at', async () => {
    const { variantId } = await shop.createProduct({ price: 1_000 });
    const body = { prices: [{ amountMinor: 900, currency: 'EUR' }] };
    expect((await shop.api('PATCH', `/admin/variants/${variantId}`, { token: shop.tokenOf('catalog'), body })).status).toBe(200);
    const made = await shop.rpc<order.Cart>('mutation', 'cart.add', { variantId, quantity: 1, currency: 'EUR' });
    expect([made.data?.currency, made.data?.total]).toEqual(['EUR', { amountMinor: 900, currency: 'EUR' }]);
  });

  test('is made by the first thing put in, told by a header, and known again by it', async () => {
    expect((await shop.rpc('query', 'cart.current')).data).toBeNull();
    const { variantId } = await shop.createProduct({ price: 1_000 });
    const added = await shop.rpc<order.Cart>('mutation', 'cart.add', { variantId, quantity: 1 });
    const cart = cartOf(added.headers) ?? '';
    expect(cart.split('.')[0]).toBe(added.data?.id);
    expect(added.data?.token).toBeNull();
    const headers = { 'x-cart': cart };
    const more = await shop.rpc<order.Cart>('mutation', 'cart.add', { variantId, quantity: 2 }, { headers });
    expect([more.data?.id, more.data?.total.amountMinor, cartOf(more.headers)]).toEqual([added.data?.id, 3_000, null]);
    // A cart that there is stays in its own.
    const inEuros = await shop.rpc<order.Cart>('mutation', 'cart.add', { variantId, quantity: 1, currency: 'EUR' }, { headers });
    expect([inEuros.data?.id, inEuros.data?.currency]).toEqual([added.data?.id, 'USD']);
    const itemId = more.data?.items[0]?.id;
    const updated = await shop.rpc<order.Cart>('mutation', 'cart.update', { itemId, quantity: 1 }, { headers });
    expect(updated.data?.total.amountMinor).toBe(1_000);
    const options = await shop.rpc<{ items: order.ShippingOption[] }>('query', 'cart.shippingOptions', { country: 'US' }, { headers });
    expect(options.data?.items.length).toBeGreaterThan(0);
    expect((await shop.rpc<order.Cart>('mutation', 'cart.remove', { itemId }, { headers })).data?.items).toEqual([]);
    expect((await shop.rpc<order.Cart>('query', 'cart.current', undefined, { headers })).data?.id).toBe(added.data?.id);
  });

  test('that nobody knows is forgotten, and the next thing put in makes a new one', async () => {
    const { variantId } = await shop.createProduct();
    const headers = { 'x-cart': `crt_${'0'.repeat(26)}.${'x'.repeat(43)}` };
    const read = await shop.rpc('query', 'cart.current', undefined, { headers });
    expect([read.data, cartOf(read.headers)]).toEqual([null, 'none']);
    const added = await shop.rpc<order.Cart>('mutation', 'cart.add', { variantId, quantity: 1 }, { headers });
    expect(cartOf(added.headers)).toMatch(/^crt_\w{26}\.[\w-]{32,64}$/);
    expect((await shop.rpc('mutation', 'cart.remove', { itemId: `cit_${'0'.repeat(26)}` })).problem?.code).toBe('NOT_FOUND');
  });

  test('stays when what is put in is not for sale', async () => {
    const { variantId } = await shop.createProduct();
    const added = await shop.rpc<order.Cart>('mutation', 'cart.add', { variantId, quantity: 1 });
    const headers = { 'x-cart': cartOf(added.headers) ?? '' };
    const unknown = await shop.rpc('mutation', 'cart.add', { variantId: `var_${'0'.repeat(26)}`, quantity: 1 }, { headers });
    expect(unknown.problem?.errors?.[0]?.path).toBe('variantId');
    expect(cartOf(unknown.headers)).toBeNull();
  });

  test('becomes the customer’s at sign-in', async () => {
    const { variantId } = await shop.createProduct();
    const added = await shop.rpc<order.Cart>('mutation', 'cart.add', { variantId, quantity: 1 });
    const headers = { 'x-cart': cartOf(added.headers) ?? '' };
    const token = shop.tokenOf('customer');
    const claimed = await shop.rpc<order.Cart>('mutation', 'cart.claim', {}, { headers, token });
    expect([claimed.data?.items.length, cartOf(claimed.headers)]).toEqual([1, 'none']);
    const mine = await shop.rpc<order.Cart>('mutation', 'cart.add', { variantId, quantity: 1 }, { token });
    expect([mine.data?.id, mine.data?.items[0]?.quantity, cartOf(mine.headers)]).toEqual([claimed.data?.id, 2, null]);
    expect((await shop.rpc<order.Cart>('mutation', 'cart.claim', {}, { token })).data?.id).toBe(claimed.data?.id);
    const gone = await shop.rpc<order.Cart>('mutation', 'cart.claim', {}, { headers, token: shop.tokenOf('customer') });
    expect([gone.data, cartOf(gone.headers)]).toEqual([null, 'none']);
  });
});

test('checkout is repeatable, its order is read and cancelled by its token', async () => {
  const { variantId } = await shop.createProduct();
  const added = await shop.rpc<order.Cart>('mutation', 'cart.add', { variantId, quantity: 1 });
  const headers = { 'x-cart': cartOf(added.headers) ?? '' };
  const options = await shop.rpc<{ items: order.ShippingOption[] }>('query', 'cart.shippingOptions', { country: 'US' }, { headers });
  const shippingOptionId = options.data?.items[0]?.id;
  const input = { email: 'ada@example.com', shippingAddress: address, shippingOptionId, idempotencyKey: newUuid() };
  const placed = await shop.rpc<order.CheckoutResult>('mutation', 'checkout.place', input, { headers });
  expect(order.checkoutResult.parse(placed.data).payment.status).toBe('requires_payment_method');
  const again = await shop.rpc<order.CheckoutResult>('mutation', 'checkout.place', input, { headers });
  expect([again.data?.order.id, again.headers.get('idempotent-replayed')]).toEqual([placed.data?.order.id, 'true']);
  const key = { orderId: placed.data?.order.id, orderToken: placed.data?.order.token };
  expect((await shop.rpc<order.Order>('query', 'orders.get', key)).data?.status).toBe('pending');
  const admin = { token: shop.tokenOf('admin') };
  const { orderId } = key;
  expect((await shop.rpc<order.Order>('query', 'admin.orders.get', { orderId }, admin)).data?.id).toBe(orderId);
  expect((await shop.api<order.Order>('GET', `/admin/orders/${orderId}`, admin)).body.id).toBe(orderId);
  const itemId = placed.data?.order.items[0]?.id;
  for (const [name, more] of [
    ['fulfil', { items: [{ itemId, quantity: 1 }] }],
    ['deliver', { shipmentId: `shp_${'0'.repeat(26)}` }],
    ['refund', { reason: 'Nothing was paid' }],
  ] as const) {
    const { problem } = await shop.rpc('mutation', `admin.orders.${name}`, { orderId, ...more }, admin);
    expect(['CONFLICT', 'NOT_FOUND']).toContain(problem?.code);
  }
  expect((await shop.rpc<order.Order>('mutation', 'orders.cancel', key)).data?.status).toBe('cancelled');
  expect((await shop.rpc('mutation', 'admin.orders.cancel', { orderId }, admin)).status).toBeLessThan(500);
  const token = shop.tokenOf('customer');
  expect((await shop.rpc<{ items: unknown[] }>('query', 'orders.list', {}, { token })).data?.items).toEqual([]);
  expect((await shop.rpc('mutation', 'checkout.place', input)).problem?.code).toBe('NOT_FOUND');
});

test('an account is asked for, and signing in with what nobody set is refused', async () => {
  const registered = await shop.api<{ registrationId: string }>('POST', '/auth/register', {
    body: { email: `${newUuid()}@example.com`, password: 'correct horse', name: 'Ada' },
  });
  expect([registered.status, user.registration.safeParse(registered.body).success]).toEqual([202, true]);
  const { registrationId } = registered.body;
  expect((await shop.api('POST', '/auth/register/confirm', { body: { registrationId, code: '000000' } })).status).toBeLessThan(500);
  expect((await shop.rpc('mutation', 'auth.confirm', { registrationId, code: '00' })).problem?.errors?.[0]?.path).toBe('code');
  const credentials = { email: 'nobody@example.com', password: 'wrong' };
  expect((await shop.api('POST', '/auth/login', { body: credentials })).body.code).toBe('UNAUTHENTICATED');
  expect((await shop.rpc('mutation', 'auth.login', credentials)).problem?.code).toBe('UNAUTHENTICATED');
  const refreshToken = 'x'.repeat(43);
  expect((await shop.api('POST', '/auth/refresh', { body: { refreshToken } })).body.code).toBe('UNAUTHENTICATED');
  expect((await shop.rpc('mutation', 'auth.refresh', { refreshToken })).problem?.code).toBe('UNAUTHENTICATED');
  const out = await shop.api('POST', '/auth/logout', { body: { refreshToken } });
  expect([out.status, out.body]).toEqual([204, '']);
  expect((await shop.rpc('mutation', 'auth.logout', { refreshToken })).data).toEqual({});
  const again = await shop.rpc('mutation', 'auth.register', { email: 'ada@example.com', password: 'correct horse', name: 'Ada' });
  expect(user.registration.safeParse(again.data).success).toBe(true);
});

describe('the back office', () => {
  const range = () => ({ from: new Date(Date.now() - 86_400_000).toISOString(), to: new Date().toISOString() });

  test('opens with figures beside the ones before, and with products for who may see them', async () => {
    await shop.createProduct({ onHand: 2 });
    const seen = dashboard.parse((await shop.rpc('query', 'admin.dashboard', range(), { token: shop.tokenOf('admin') })).data);
    expect(seen.lowStock.length).toBeGreaterThan(0);
    expect(seen.previous.orders).toBe(0);
    const forFinance = await shop.rpc<{ lowStock: unknown[] }>('query', 'admin.dashboard', range(), { token: shop.tokenOf('finance') });
    expect(forFinance.data?.lowStock).toEqual([]);
    const { from, to } = range();
    const backwards = await shop.rpc('query', 'admin.dashboard', { from: to, to: from }, { token: shop.tokenOf('admin') });
    expect(backwards.problem?.errors?.[0]?.path).toBe('to');
  });

  test('lists what it keeps, alike for screens and for programs', async () => {
    const token = shop.tokenOf('admin');
    for (const [procedure, path] of [
      ['admin.orders.list', '/admin/orders?limit=5'],
      ['admin.products.list', '/admin/products?limit=5'],
      ['admin.payments.list', '/admin/payments?limit=5'],
      ['admin.messages.list', '/admin/messages?limit=5'],
    ] as const) {
      const rest = await shop.api<{ items: unknown[] }>('GET', path, { token });
      expect([rest.status, Array.isArray(rest.body.items)]).toEqual([200, true]);
      expect((await shop.rpc<{ items: unknown[] }>('query', procedure, { limit: 5 }, { token })).data?.items.length).toBe(
        rest.body.items.length,
      );
    }
    expect(product.categoryList.safeParse((await shop.rpc('query', 'admin.categories', undefined, { token })).data).success).toBe(true);
    const balance = await shop.api('GET', '/admin/ledger/balance', { token });
    expect(payment.ledgerBalance.safeParse(balance.body).success).toBe(true);
    expect((await shop.rpc('query', 'admin.payments.ledgerBalance', undefined, { token })).data).toEqual(balance.body);
    const { from, to } = range();
    const figures = await shop.api('GET', `/admin/figures?from=${from}&to=${to}`, { token });
    expect(order.salesFigures.safeParse(figures.body).success).toBe(true);
  });

  test('makes and changes a product with a picture', async () => {
    const token = shop.tokenOf('catalog');
    // The smallest PNG there is: one pixel.
    const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const form = new FormData();
    form.set('alt', 'A teapot');
    form.set('file', new Blob([Buffer.from(pixel, 'base64')], { type: 'image/png' }), 'teapot.png');
    expect((await shop.api('POST', '/admin/media', { token: shop.tokenOf('customer'), body: form })).body.code).toBe('FORBIDDEN');
    expect((await shop.api('POST', '/admin/media', { token })).body.errors?.[0]?.path).toBe('file');
    const uploaded = await shop.api<product.Image & { id: string }>('POST', '/admin/media', { token, body: form });
    expect([uploaded.status, product.media.safeParse(uploaded.body).success]).toEqual([201, true]);
    const picture = await fetch(uploaded.body.url);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect(picture.headers.get('cache-control')).toContain('immutable');

    const made = await shop.createProduct();
    const path = `/admin/products/${made.id}`;
    const changed = await shop.api<product.StaffProduct>('PATCH', path, {
      token,
      body: { title: 'Blue teapot', mediaIds: [uploaded.body.id] },
    });
    expect([changed.status, changed.body.title, changed.body.images.length]).toEqual([200, 'Blue teapot', 1]);
    expect((await shop.api<product.StaffProduct>('GET', path, { token })).body).toEqual(changed.body);
    const price = { amountMinor: 2_500, currency: 'USD' };
    const priced = await shop.rpc<product.StaffProduct>(
      'mutation',
      'admin.products.updateVariant',
      { variantId: made.variantId, price },
      { token },
    );
    expect(priced.data?.variants[0]?.price).toEqual(price);
    const back = { productId: made.id, title: made.title, mediaIds: [uploaded.body.id] };
    expect((await shop.rpc<product.StaffProduct>('mutation', 'admin.products.update', back, { token })).data?.title).toBe(made.title);
    const adjusted = await shop.rpc<product.StockLevel>(
      'mutation',
      'admin.products.adjustStock',
      { sku: made.sku, delta: 5, reason: 'Came' },
      { token },
    );
    expect(adjusted.data?.available).toBe(25);
    const headers = { 'idempotency-key': newUuid() };
    const count = (delta: number) =>
      shop.api<product.StockLevel>('POST', `/admin/inventory/${made.sku}/adjustments`, {
        token,
        headers,
        body: { delta, reason: 'Counted' },
      });
    const counted = [await count(2), await count(2)];
    expect(counted.map(({ status, body }) => [status, body.available])).toEqual([
      [201, 27],
      [201, 27],
    ]);
    expect(counted.map((answer) => answer.headers.get('idempotent-replayed'))).toEqual([null, 'true']);
    expect((await count(3)).status).toBe(422);
    const twin = { title: 'Twin', variants: [{ sku: `${made.sku}-2`, options: {}, price }] };
    expect((await shop.rpc<product.StaffProduct>('mutation', 'admin.products.create', twin, { token })).data?.status).toBe('draft');
    const third = { title: 'Third', variants: [{ sku: `${made.sku}-3`, options: {}, price }] };
    const creations = [
      await shop.api<product.StaffProduct>('POST', '/admin/products', { token, headers, body: third }),
      await shop.api<product.StaffProduct>('POST', '/admin/products', { token, headers, body: third }),
    ];
    expect(creations.map(({ status, body }) => [status, body.id])).toEqual(Array(2).fill([201, creations[0]?.body.id]));
    expect(creations[1]?.headers.get('idempotent-replayed')).toBe('true');
    const onScreen = await shop.rpc<product.StaffProduct>('query', 'admin.products.get', { productId: made.id }, { token });
    expect(onScreen.data).toMatchObject({ id: made.id, title: made.title });
  });

  test('a webhook reaches the payment service byte for byte, and one that is not signed is refused there', async () => {
    const answer = await shop.ask('POST', '/webhooks/stripe', { body: '{"id":"evt_1"}', headers: { 'stripe-signature': 't=1,v1=00' } });
    expect(answer.status).toBe(400);
  });
});
