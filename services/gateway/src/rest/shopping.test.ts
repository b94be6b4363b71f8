import { newId } from '@tradewind/contracts/ids';
import { order, product, type promotion, type settings } from '@tradewind/contracts/schemas';
import { eventually } from '@tradewind/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { address, openShop, type Shop } from '../test-kit.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
}, 120_000);
afterAll(() => shop.close(), 60_000);

/** A guest's cart with pieces of a new product. */
async function fillCart(quantity = 2, onHand = 20) {
  const { variantId, sku } = await shop.createProduct({ onHand });
  const cart = await shop.api<order.Cart>('POST', '/carts');
  const headers = { 'x-cart-token': cart.body.token ?? '' };
  await shop.api('POST', `/carts/${cart.body.id}/items`, { headers, body: { variantId, quantity } });
  return { id: cart.body.id, headers, variantId, sku };
}

async function checkoutBody(cart: { id: string; headers: Record<string, string> }, paymentMethodId?: string) {
  const { body } = await shop.api<{ items: order.ShippingOption[] }>('GET', `/carts/${cart.id}/shipping-options?country=US`, cart);
  return { email: 'ada@example.com', shippingAddress: address, shippingOptionId: body.items[0]?.id, paymentMethodId };
}

/** An order that is paid for. */
async function buy(quantity = 2) {
  const cart = await fillCart(quantity);
  const placed = await shop.api<order.CheckoutResult>('POST', `/carts/${cart.id}/checkout`, {
    headers: cart.headers,
    body: await checkoutBody(cart, 'pm_card_visa'),
  });
  expect(placed.status).toBe(201);
  const headers = { 'x-order-token': placed.body.order.token ?? '' };
  const read = () => shop.api<order.Order>('GET', `/orders/${placed.body.order.id}`, { headers });
  await eventually(async () => expect((await read()).body.paymentStatus).toBe('paid'));
  return { id: placed.body.order.id, headers, read, order: (await read()).body };
}

describe('the catalogue', () => {
  test('a product is found in the list, on its page and by its neighbours', async () => {
    const { slug, title } = await shop.createProduct();
    const page = await shop.api<product.ProductDetail>('GET', `/products/${slug}`);
    expect(page.status).toBe(200);
    expect(product.productDetail.parse(page.body)).toMatchObject({ slug, title });
    const list = await shop.api<product.ProductList>('GET', `/products?query=${encodeURIComponent(title)}&limit=5&inStock=true`);
    expect(product.productList.parse(list.body).items.map((item) => item.slug)).toContain(slug);
    const others = await shop.api('GET', `/products/${slug}/recommendations?limit=3`);
    expect(product.productItems.safeParse(others.body).success).toBe(true);
    expect(product.categoryList.safeParse((await shop.api('GET', '/categories')).body).success).toBe(true);
  });

  test('the second answer comes from the cache, and says when nothing changed', async () => {
    const { slug } = await shop.createProduct();
    const first = await shop.api<product.ProductDetail>('GET', `/products/${slug}`);
    const second = await shop.api<product.ProductDetail>('GET', `/products/${slug}`);
    expect(second.body).toEqual(first.body);
    const etag = second.headers.get('etag') ?? '';
    expect(etag).toBe(first.headers.get('etag'));
    const third = await shop.api('GET', `/products/${slug}`, { headers: { 'if-none-match': etag } });
    expect([third.status, third.body]).toEqual([304, '']);
  });

  test('a new price is seen within two seconds, on REST and by the apps', async () => {
    const { slug, variantId } = await shop.createProduct({ price: 1_000 });
    const priceOnPage = async () => (await shop.api<product.ProductDetail>('GET', `/products/${slug}`)).body.variants[0]?.price.amountMinor;
    const priceOnScreen = async () => {
      const { data } = await shop.rpc<{ product: product.ProductDetail }>('query', 'catalog.product', { slug });
      return data?.product.variants[0]?.price.amountMinor;
    };
    expect([await priceOnPage(), await priceOnScreen(), await priceOnPage()]).toEqual([1_000, 1_000, 1_000]);
    const price = { amountMinor: 2_000, currency: 'USD' };
    const changed = await shop.api('PATCH', `/admin/variants/${variantId}`, { token: shop.tokenOf('catalog'), body: { price } });
    expect(changed.status).toBe(200);
    await eventually(async () => expect([await priceOnPage(), await priceOnScreen()]).toEqual([2_000, 2_000]), { timeoutMs: 3_000 });
  });
});

describe('a cart', () => {
  test('is opened, filled, changed and emptied, each time answered whole', async () => {
    const { variantId } = await shop.createProduct({ price: 1_500 });
    const opened = await shop.api<order.Cart>('POST', '/carts', { body: { currency: 'USD' } });
    expect(opened.status).toBe(201);
    const headers = { 'x-cart-token': opened.body.token ?? '' };
    const path = `/carts/${opened.body.id}`;
    const filled = await shop.api<order.Cart>('POST', `${path}/items`, { headers, body: { variantId, quantity: 2 } });
    expect([filled.status, filled.body.total.amountMinor]).toEqual([201, 3_000]);
    const item = `${path}/items/${filled.body.items[0]?.id}`;
    const changed = await shop.api<order.Cart>('PATCH', item, { headers, body: { quantity: 3 } });
    expect([changed.status, changed.body.total.amountMinor]).toEqual([200, 4_500]);
    const emptied = await shop.api<order.Cart>('DELETE', item, { headers });
    expect([emptied.status, emptied.body.items]).toEqual([200, []]);
    expect((await shop.api<order.Cart>('GET', path, { headers })).body).toMatchObject({ id: opened.body.id, token: null, items: [] });
  });

  test('is nobody else’s', async () => {
    const { id } = await fillCart();
    const others = { 'x-cart-token': 'x'.repeat(43) };
    expect((await shop.api('GET', `/carts/${id}`, { headers: others })).body.code).toBe('NOT_FOUND');
    expect((await shop.api('GET', `/carts/${id}`)).status).toBeGreaterThanOrEqual(401);
  });

  test('is merged into the customer’s by a claim', async () => {
    const cart = await fillCart();
    const token = shop.tokenOf('customer');
    const claimed = await shop.api<order.Cart>('POST', `/carts/${cart.id}/claim`, { headers: cart.headers, token });
    expect([claimed.status, claimed.body.items.length]).toEqual([200, 1]);
    expect((await shop.api('POST', `/carts/${cart.id}/claim`, { token })).body.errors?.[0]?.path).toBe('x-cart-token');
    expect((await shop.api<order.Cart>('GET', `/carts/${claimed.body.id}`, { token })).status).toBe(200);
  });

  test('takes no promotion code that nobody knows', async () => {
    const cart = await fillCart();
    const answer = await shop.api('POST', `/carts/${cart.id}/promotions`, { headers: cart.headers, body: { code: 'NOPE' } });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  test('is made once under one idempotency key', async () => {
    const token = shop.tokenOf('customer');
    const headers = { 'idempotency-key': newId('cart') };
    const first = await shop.api<order.Cart>('POST', '/carts', { token, headers, body: {} });
    const second = await shop.api<order.Cart>('POST', '/carts', { token, headers, body: {} });
    expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
    expect([first.headers.get('idempotent-replayed'), second.headers.get('idempotent-replayed')]).toEqual([null, 'true']);
    const other = await shop.api('POST', '/carts', { token, headers, body: { currency: 'EUR' } });
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_MISMATCH']);
  });
});

describe('a promotion', () => {
  const rules = {
    name: 'A tenth off',
    isActive: true,
    effect: { kind: 'percentage', basisPoints: 1_000 },
    scope: { type: 'everything' },
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

  test('is made by staff, entered and taken out by its code, and checkout says what an order would cost without it', async () => {
    const token = shop.tokenOf('catalog');
    const made = await shop.api<promotion.Promotion>('POST', '/admin/promotions', { token, body: { ...rules, code: 'rest-10' } });
    expect([made.status, made.body.code]).toEqual([201, 'REST-10']);
    const wrong = await shop.api('POST', '/admin/promotions', { token, body: { ...rules, code: 'x', budgetMinor: 5 } });
    expect([wrong.status, wrong.body.errors?.[0]?.path]).toEqual([400, 'currency']);
    expect((await shop.api('POST', '/admin/promotions', { token: shop.tokenOf('support'), body: { ...rules, code: null } })).status).toBe(
      403,
    );
    const { id, headers } = await fillCart();
    const enter = () => shop.api<order.Cart>('POST', `/carts/${id}/promotions`, { headers, body: { code: 'rest-10' } });
    expect((await enter()).body).toMatchObject({ discount: { amountMinor: 400 }, promotions: [{ code: 'REST-10' }] });
    const out = await shop.api<order.Cart>('DELETE', `/carts/${id}/promotions/${made.body.id}`, { headers });
    expect([out.status, out.body.promotions]).toEqual([200, []]);
    await enter();
    const body = await checkoutBody({ id, headers });
    const version = made.body.version;
    const paused = { ...rules, code: 'REST-10', isActive: false, version };
    expect((await shop.api('PUT', `/admin/promotions/${made.body.id}`, { token, body: paused })).status).toBe(200);
    const gone = await shop.api('POST', `/carts/${id}/checkout`, { headers, body });
    expect([gone.status, gone.body.code]).toEqual([409, 'CONFLICT']);
    const { subtotal, total } = gone.body.totals ?? {};
    expect(subtotal?.amountMinor).toBe(3_998);
    const agreed = await shop.api<order.CheckoutResult>('POST', `/carts/${id}/checkout`, {
      headers,
      body: { ...body, expectedTotal: total },
    });
    expect([agreed.status, agreed.body.order.totals.total]).toEqual([201, total]);
    const list = await shop.api<promotion.PromotionList>('GET', '/admin/promotions?query=rest&state=paused', { token });
    expect(list.body).toMatchObject({ total: 1, items: [{ id: made.body.id, uses: 0 }] });
  });
});

describe('settings', () => {
  test('say where the shop delivers to, and are changed by administrators from what they were', async () => {
    expect((await shop.api<settings.ShopSettings>('GET', '/store')).body.countries).toContain('JP');
    const token = shop.tokenOf('admin');
    const { store, delivery } = (await shop.api<settings.Settings>('GET', '/admin/settings', { token })).body;
    const put = (part: string, body: object, who = token) => shop.api('PUT', `/admin/settings/${part}`, { token: who, body });
    const change = { version: store.version, value: { ...store.value, returnWindowDays: 60 } };
    expect((await put('store', change, shop.tokenOf('support'))).status).toBe(403);
    expect((await put('store', change)).status).toBe(200);
    expect((await put('store', change)).body.code).toBe('CONFLICT');
    const nowhere = await put('delivery', { version: delivery.version, value: { zones: [] } });
    expect([nowhere.status, nowhere.body.errors?.[0]?.path]).toEqual([400, 'value.zones']);
    expect((await shop.api<settings.ShopSettings>('GET', '/store')).body.returnWindowDays).toBe(60);
    const changes = await shop.api<{ items: settings.SettingsChange[] }>('GET', '/admin/settings/changes?limit=1', { token });
    expect(changes.body.items).toMatchObject([{ section: 'store', after: { returnWindowDays: 60 } }]);
  });

  test('refuse a country that nothing goes to, naming the field', async () => {
    const cart = await fillCart();
    const options = await shop.api('GET', `/carts/${cart.id}/shipping-options?country=CL`, cart);
    expect([options.status, options.body.errors?.[0]?.path]).toEqual([400, 'country']);
    const body = await checkoutBody(cart);
    const abroad = { ...body, shippingAddress: { ...body.shippingAddress, country: 'CL' } };
    const refused = await shop.api('POST', `/carts/${cart.id}/checkout`, { headers: cart.headers, body: abroad });
    expect([refused.status, refused.body.errors?.[0]?.path]).toEqual([400, 'shippingAddress.country']);
  });
});

describe('an order', () => {
  test('is placed, paid for, shown to its guest and to nobody else', async () => {
    const { id, order: placed } = await buy();
    expect(order.order.parse(placed)).toMatchObject({ status: 'confirmed', token: null });
    expect((await shop.api('GET', `/orders/${id}`, { headers: { 'x-order-token': 'x'.repeat(43) } })).body.code).toBe('NOT_FOUND');
    expect((await shop.api('GET', `/orders/${id}`, { token: shop.tokenOf('customer') })).body.code).toBe('NOT_FOUND');
    expect((await shop.api('GET', '/orders')).body.code).toBe('UNAUTHENTICATED');
    expect((await shop.api<{ items: unknown[] }>('GET', '/orders?limit=5', { token: shop.tokenOf('customer') })).body.items).toEqual([]);
  });

  test('a decline is 402 with its code, and a lack of stock 409 with its lines', async () => {
    const cart = await fillCart();
    const body = await checkoutBody(cart, 'pm_card_chargeDeclined');
    const declined = await shop.api('POST', `/carts/${cart.id}/checkout`, { headers: cart.headers, body });
    expect([declined.status, declined.body.code]).toEqual([402, 'PAYMENT_DECLINED']);
    expect(declined.body.declineCode).toEqual(expect.any(String));
    const scarce = await fillCart(3, 1);
    const lacking = await shop.api('POST', `/carts/${scarce.id}/checkout`, { headers: scarce.headers, body: await checkoutBody(scarce) });
    expect([lacking.status, lacking.body.code]).toEqual([409, 'OUT_OF_STOCK']);
    expect(lacking.body.lines).toEqual([{ variantId: scarce.variantId, sku: scarce.sku, requested: 3, available: 1 }]);
  });

  test('is watched live from its payment to its cancellation', async () => {
    const cart = await fillCart();
    const placed = await shop.api<order.CheckoutResult>('POST', `/carts/${cart.id}/checkout`, {
      headers: cart.headers,
      body: await checkoutBody(cart),
    });
    const path = `/orders/${placed.body.order.id}`;
    const headers = { 'x-order-token': placed.body.order.token ?? '' };
    expect((await shop.api('GET', `${path}/events`)).status).toBeGreaterThanOrEqual(401);
    const stop = new AbortController();
    const response = await fetch(`${shop.url}/api/v1${path}/events`, { headers, signal: stop.signal });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    let text = '';
    const reading = (async () => {
      for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
    })().catch(() => undefined);
    const statuses = () => [...text.matchAll(/^data: (.*)$/gm)].map(([, json = '']) => order.order.parse(JSON.parse(json)).status);
    await eventually(() => expect(statuses()).toEqual(['pending']));
    const cancelled = await shop.api<order.Order>('POST', `${path}/cancel`, { headers, body: { reason: 'Changed my mind' } });
    expect([cancelled.status, cancelled.body.status]).toEqual([200, 'cancelled']);
    await eventually(() => expect(statuses().at(-1)).toBe('cancelled'));
    stop.abort();
    await reading;
  });

  test('is fulfilled, delivered and partly refunded by staff', async () => {
    const bought = await buy();
    const path = `/admin/orders/${bought.id}`;
    const [item] = bought.order.items;
    const fulfilled = await shop.api<order.Order>('POST', `${path}/fulfilments`, {
      token: shop.tokenOf('warehouse'),
      body: { items: [{ itemId: item?.id, quantity: 2 }], carrier: 'Post' },
    });
    expect([fulfilled.status, fulfilled.body.fulfilmentStatus]).toEqual([201, 'fulfilled']);
    const delivery = `${path}/shipments/${fulfilled.body.shipments[0]?.id}/delivery`;
    const delivered = await shop.api<order.Order>('POST', delivery, { token: shop.tokenOf('warehouse') });
    expect([delivered.status, delivered.body.fulfilmentStatus]).toEqual([200, 'delivered']);
    const finance = shop.tokenOf('finance');
    const refund = { token: finance, headers: { 'idempotency-key': newId('refund') }, body: { amountMinor: 500, reason: 'A chip' } };
    const refunded = await shop.api<order.Refund>('POST', `${path}/refunds`, refund);
    expect([refunded.status, refunded.body.amount.amountMinor]).toEqual([201, 500]);
    expect((await shop.api('POST', `${path}/refunds`, refund)).headers.get('idempotent-replayed')).toBe('true');
    const both = { amountMinor: 1, items: [{ itemId: item?.id, quantity: 1 }], reason: 'x' };
    expect((await shop.api('POST', `${path}/refunds`, { token: finance, body: both })).body.errors?.[0]?.path).toBe('amountMinor');
    const late = await shop.api('POST', `${path}/cancel`, { token: shop.tokenOf('support') });
    expect(late.body.code).toBe('CONFLICT');
    await eventually(async () => expect((await bought.read()).body.totals.refunded.amountMinor).toBe(500));
  });
});
