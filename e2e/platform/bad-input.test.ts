import { describe, expect, it } from 'vitest';
import { addresses } from '../addresses.ts';
import { sentMails, untilQuiet } from '../mailbox.ts';
import {
  address,
  bearer,
  buy,
  type CallOptions,
  call,
  chargesOf,
  checkoutBody,
  freshEmail,
  get,
  newCart,
  newProduct,
  type Problem,
  stockOf,
  untilOrder,
} from '../shop.ts';

const long = 'x'.repeat(10_000);
const unknownId = (prefix: string) => `${prefix}_${'0'.repeat(26)}`;

/** A 4xx problem that says nothing of the inside. */
function expectProblem(answer: { status: number; text: string; headers: Headers; body: unknown }): Problem {
  expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
  expect(answer.status, answer.text).toBeLessThan(500);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const problem = answer.body as Problem;
  expect(problem).toMatchObject({ code: expect.any(String), status: answer.status, traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  expect(answer.text).not.toMatch(/node_modules|\.ts:|at \w+ \(|prisma|postgres|SELECT |INSERT |ECONN|127\.0\.0\.1/i);
  return problem;
}

describe('bad input', () => {
  it('in a cart names the field and changes nothing', async () => {
    const product = await newProduct({ onHand: 5 });
    const variant = product.variants[0];
    if (!variant) throw new Error('no variant');
    const cart = await newCart([{ variantId: variant.id, quantity: 1 }]);
    const before = await get(`/carts/${cart.id}`, cart.headers);
    const cases: [path: string, body: unknown][] = [
      ['quantity', { variantId: variant.id, quantity: -1 }],
      ['quantity', { variantId: variant.id, quantity: 0 }],
      ['quantity', { variantId: variant.id, quantity: 1.5 }],
      ['quantity', { variantId: variant.id, quantity: '2' }],
      ['quantity', { variantId: variant.id, quantity: 1e9 }],
      ['quantity', { variantId: variant.id }],
      ['variantId', { variantId: 7, quantity: 1 }],
      ['variantId', { variantId: long, quantity: 1 }],
      ['variantId', { variantId: unknownId('var'), quantity: 1 }],
      ['variantId', { variantId: "'; DROP TABLE cart; --", quantity: 1 }],
    ];
    for (const [path, body] of cases) {
      const problem = expectProblem(await call('POST', `/carts/${cart.id}/items`, { body, headers: cart.headers }));
      expect(problem.code).toBe('INVALID_INPUT');
      expect(
        problem.errors?.map((error) => error.path),
        JSON.stringify(body).slice(0, 80),
      ).toContain(path);
    }
    expect(await get(`/carts/${cart.id}`, cart.headers)).toEqual(before);
  });

  it('at checkout names the field and leaves cart and stock alone', async () => {
    const product = await newProduct({ onHand: 5 });
    const variant = product.variants[0];
    if (!variant) throw new Error('no variant');
    const cart = await newCart([{ variantId: variant.id, quantity: 1 }]);
    const good = await checkoutBody(cart);
    const cases: [path: string, changes: Record<string, unknown>][] = [
      ['email', { email: 'not an address' }],
      ['email', { email: `${long}@example.test` }],
      ['shippingAddress.country', { shippingAddress: { ...address, country: 'XX' } }],
      ['shippingAddress.name', { shippingAddress: { ...address, name: '' } }],
      ['shippingAddress.line1', { shippingAddress: { ...address, line1: long } }],
      ['shippingAddress', { shippingAddress: 'somewhere' }],
      ['shippingOptionId', { shippingOptionId: 'teleport' }],
      ['shippingOptionId', { shippingOptionId: undefined }],
      ['paymentMethodId', { paymentMethodId: '4242424242424242' }],
    ];
    for (const [path, changes] of cases) {
      const problem = expectProblem(
        await call('POST', `/carts/${cart.id}/checkout`, { body: { ...good, ...changes }, headers: cart.headers }),
      );
      expect(problem.code).toBe('INVALID_INPUT');
      expect(
        problem.errors?.map((error) => error.path),
        JSON.stringify(changes).slice(0, 80),
      ).toContain(path);
    }
    expect(await stockOf(variant.sku)).toMatchObject({ onHand: 5, reserved: 0 });
  });

  it('in a query, a path or a header is refused by name', async () => {
    const cases: [path: string, url: string][] = [
      ['limit', '/products?limit=0'],
      ['limit', '/products?limit=101'],
      ['limit', '/products?limit=abc'],
      ['cursor', '/products?cursor=garbage'],
      ['minPrice', '/products?minPrice=-1'],
      ['minPrice', '/products?minPrice=1.5'],
      ['sort', '/products?sort=random'],
      ['query', `/products?query=${long}`],
      ['category', '/products?category=Not%20A%20Slug'],
    ];
    for (const [path, url] of cases) {
      const problem = expectProblem(await call('GET', url));
      expect(problem.code, url.slice(0, 60)).toBe('INVALID_INPUT');
      expect(problem.errors?.map((error) => error.path)).toContain(path);
    }
    expect(expectProblem(await call('GET', '/products/no-such-product')).code).toBe('NOT_FOUND');
    expect(expectProblem(await call('GET', `/carts/${unknownId('crt')}`)).code).toBe('NOT_FOUND');
    expect(expectProblem(await call('GET', `/orders/${unknownId('ord')}`, { headers: { 'x-order-token': 'A'.repeat(43) } })).code).toBe(
      'NOT_FOUND',
    );
    expect(expectProblem(await call('GET', '/orders/garbage', { headers: { 'x-order-token': 'A'.repeat(43) } })).code).toBe(
      'INVALID_INPUT',
    );
    expect(expectProblem(await call('GET', '/nowhere')).code).toBe('NOT_FOUND');
    expect(expectProblem(await call('GET', '/me', { headers: { authorization: 'Bearer nonsense' } })).code).toBe('UNAUTHENTICATED');
    expect(expectProblem(await call('POST', '/carts', { body: {}, headers: { 'idempotency-key': long } })).code).toBe('INVALID_INPUT');
  });

  it('that is broken, huge or of another type is refused', async () => {
    const bodies: [CallOptions, number[]][] = [
      [{ body: '{"currency":' }, [400]],
      [{ body: '[]' }, [400]],
      [{ body: '"USD"' }, [400]],
      [{ body: { currency: 'XXX' } }, [400]],
      [{ body: { currency: 'USD', padding: 'x'.repeat(3_000_000) } }, [413]],
      [{ body: '<cart/>', headers: { 'content-type': 'application/xml' } }, [400, 415]],
    ];
    for (const [options, statuses] of bodies) expect(statuses).toContain(expectProblem(await call('POST', '/carts', options)).status);
  });

  it('as a batch of 500 operations is refused', async () => {
    const names = Array(500).fill('catalog.categories').join(',');
    const answer = await fetch(`${addresses.gateway}/trpc/${names}?batch=1&input=%7B%7D`);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await answer.text()).not.toMatch(/node_modules|\.ts:/);
  });

  it('from staff in a product names the field and makes nothing', async () => {
    const headers = await bearer('catalog');
    const title = `Unmade${Date.now()}`;
    const good = {
      title,
      status: 'draft',
      options: [{ name: 'Size', values: ['S', 'M'] }],
      variants: [{ sku: 'BAD-1', options: { Size: 'S' }, price: { amountMinor: 100, currency: 'USD' } }],
    };
    const variant = good.variants[0];
    const cases: [path: string, changes: Record<string, unknown>][] = [
      ['title', { title: '' }],
      ['title', { title: long }],
      ['variants', { variants: [] }],
      ['variants.0.price.amountMinor', { variants: [{ ...variant, price: { amountMinor: 9.99, currency: 'USD' } }] }],
      ['variants.0.price.amountMinor', { variants: [{ ...variant, price: { amountMinor: -5, currency: 'USD' } }] }],
      ['variants.0.price.currency', { variants: [{ ...variant, price: { amountMinor: 5, currency: 'DOGE' } }] }],
      [
        'variants.1.price.currency',
        { variants: [variant, { ...variant, sku: 'BAD-2', options: { Size: 'M' }, price: { amountMinor: 5, currency: 'EUR' } }] },
      ],
      ['variants.0.options.Size', { variants: [{ ...variant, options: { Size: 'XXXL' } }] }],
    ];
    for (const [path, changes] of cases) {
      const problem = expectProblem(await call('POST', '/admin/products', { headers, body: { ...good, ...changes } }));
      expect(problem.code).toBe('INVALID_INPUT');
      expect(
        problem.errors?.map((error) => error.path),
        path,
      ).toContain(path);
    }
    const found = await get<{ items: unknown[] }>(`/admin/products?query=${title}`, headers);
    expect(found.items).toEqual([]);
  });

  it('from staff about an order names the field, ships nothing and pays nothing back', async () => {
    const product = await newProduct({ onHand: 5 });
    const bought = await buy(product.variants[0]?.id ?? '', 2);
    const before = await untilOrder(bought.body.order, { status: 'confirmed', paymentStatus: 'paid' });
    const [line] = before.items;
    if (!line) throw new Error('no line');
    const staff = await bearer('admin');
    const fulfilments = `/admin/orders/${before.id}/fulfilments`;
    const refunds = `/admin/orders/${before.id}/refunds`;
    const piece = { itemId: line.id, quantity: 1 };
    const cases: [path: string, url: string, body: unknown][] = [
      ['items', fulfilments, {}],
      ['items', fulfilments, { items: [] }],
      ['items.0.quantity', fulfilments, { items: [{ ...piece, quantity: -1 }] }],
      ['items.0.quantity', fulfilments, { items: [{ ...piece, quantity: 0.5 }] }],
      ['items.0.itemId', fulfilments, { items: [{ ...piece, itemId: unknownId('oit') }] }],
      ['carrier', fulfilments, { items: [piece], carrier: long }],
      ['amountMinor', refunds, { amountMinor: -1, reason: 'Less than nothing' }],
      ['amountMinor', refunds, { amountMinor: 0.5, reason: 'Half a cent' }],
      ['amountMinor', refunds, { amountMinor: '5', reason: 'A text' }],
      ['items.0.quantity', refunds, { items: [{ ...piece, quantity: 1.5 }], reason: 'A piece and a half' }],
      ['reason', refunds, { amountMinor: 5 }],
      ['reason', refunds, { amountMinor: 5, reason: long }],
    ];
    for (const [path, url, body] of cases) {
      const problem = expectProblem(await call('POST', url, { headers: staff, body }));
      expect(problem.code, JSON.stringify(body).slice(0, 80)).toBe('INVALID_INPUT');
      expect(problem.errors?.map((error) => error.path)).toContain(path);
    }
    await untilQuiet();
    expect(await get(`/admin/orders/${before.id}`, staff)).toEqual({ ...before, token: null });
    expect(await chargesOf(before.id)).toMatchObject([{ amountRefunded: 0 }]);
  });

  it('from somebody at the door names the field', async () => {
    const good = { email: freshEmail('door'), password: 'a-long-enough-passphrase', name: 'Ada Byron' };
    const cases: [path: string, url: string, body: unknown][] = [
      ['email', '/auth/register', { ...good, email: 'not an address' }],
      ['password', '/auth/register', { ...good, password: 'short' }],
      ['password', '/auth/register', { ...good, password: long }],
      ['name', '/auth/register', { ...good, name: long }],
      ['code', '/auth/register/confirm', { registrationId: unknownId('reg'), code: '12345x' }],
      ['email', '/auth/login', { password: 'tradewind-demo' }],
      ['password', '/auth/login', { email: good.email, password: 7 }],
      ['refreshToken', '/auth/refresh', { refreshToken: long }],
    ];
    for (const [path, url, body] of cases) {
      const problem = expectProblem(await call('POST', url, { body }));
      expect(problem.code, `${url} ${path}`).toBe('INVALID_INPUT');
      expect(problem.errors?.map((error) => error.path)).toContain(path);
    }
    expect(await sentMails(good.email, [])).toEqual([]);
  });

  it('that would mix currencies in a cart is refused', async () => {
    const product = await newProduct({ onHand: 5 });
    const yen = await call<{ id: string; token: string }>('POST', '/carts', { body: { currency: 'JPY' } });
    const problem = expectProblem(
      await call('POST', `/carts/${yen.body.id}/items`, {
        body: { variantId: product.variants[0]?.id, quantity: 1 },
        headers: { 'x-cart-token': yen.body.token },
      }),
    );
    expect(problem.code).toBe('INVALID_INPUT');
    expect(problem.errors?.map((error) => error.path)).toContain('variantId');
  });
});
