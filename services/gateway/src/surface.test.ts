import { get } from 'node:http';
import type { Problem } from '@tradewind/contracts/errors';
import { newId } from '@tradewind/contracts/ids';
import type { Access } from '@tradewind/service';
import { testKeys } from '@tradewind/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGatewayRouter } from './router.ts';
import type { GatewayServices } from './services.ts';
import { openGateway } from './test-kit.ts';

let gateway: Awaited<ReturnType<typeof openGateway>>;
beforeAll(async () => {
  gateway = await openGateway();
});
afterAll(() => gateway.close());

interface Procedure {
  readonly _def: { readonly type: 'query' | 'mutation'; readonly meta: { readonly access: Access }; readonly output?: unknown };
}

/** Every procedure that the apps call, and who may. */
const screens = {
  'catalog.home': 'public',
  'catalog.categories': 'public',
  'catalog.list': 'public',
  'catalog.product': 'public',
  'catalog.suggest': 'public',
  'cart.current': 'public',
  'cart.add': 'public',
  'cart.update': 'public',
  'cart.remove': 'public',
  'cart.changeCurrency': 'public',
  'cart.applyPromotion': 'public',
  'cart.removePromotion': 'public',
  'cart.addGiftCard': 'public',
  'cart.removeGiftCard': 'public',
  'cart.useStoreCredit': 'signed-in',
  'cart.claim': 'signed-in',
  'cart.shippingOptions': 'public',
  'checkout.preview': 'public',
  'checkout.place': 'public',
  'checkout.due': 'public',
  'store.settings': 'public',
  'orders.list': 'signed-in',
  'orders.get': 'public',
  'orders.cancel': 'public',
  'returns.list': 'public',
  'returns.request': 'public',
  'returns.cancel': 'public',
  'returns.addPicture': 'public',
  'returns.picture': 'public',
  'parcels.track': 'public',
  'invoices.list': 'public',
  'invoices.pdf': 'public',
  'credit.own': 'signed-in',
  'credit.lookUp': 'public',
  'cards.list': 'signed-in',
  'cards.prepare': 'signed-in',
  'cards.remove': 'signed-in',
  'auth.register': 'public',
  'auth.confirm': 'public',
  'auth.login': 'public',
  'auth.refresh': 'public',
  'auth.logout': 'public',
  'auth.me': 'signed-in',
  'admin.dashboard': { permission: 'orders:read' },
  'admin.categories': { permission: 'products:read' },
  'admin.orders.list': { permission: 'orders:read' },
  'admin.orders.get': { permission: 'orders:read' },
  'admin.orders.fulfil': { permission: 'orders:fulfil' },
  'admin.orders.deliver': { permission: 'orders:fulfil' },
  'admin.orders.refund': { permission: 'orders:refund' },
  'admin.orders.previewEdit': { permission: 'orders:write' },
  'admin.orders.withdrawEdit': { permission: 'orders:write' },
  'admin.orders.edit': { permission: 'orders:write' },
  'admin.orders.cancel': { permission: 'orders:cancel' },
  'admin.orders.notes': { permission: 'orders:read' },
  'admin.orders.addNote': { permission: 'orders:note' },
  'admin.drafts.list': { permission: 'orders:read' },
  'admin.drafts.get': { permission: 'orders:read' },
  'admin.drafts.preview': { permission: 'orders:write' },
  'admin.drafts.create': { permission: 'orders:write' },
  'admin.drafts.update': { permission: 'orders:write' },
  'admin.drafts.discard': { permission: 'orders:write' },
  'admin.drafts.send': { permission: 'orders:write' },
  'admin.returns.list': { permission: 'orders:read' },
  'admin.returns.get': { permission: 'orders:read' },
  'admin.returns.ofOrder': { permission: 'orders:read' },
  'admin.returns.picture': { permission: 'orders:read' },
  'admin.returns.request': { permission: 'returns:write' },
  'admin.returns.approve': { permission: 'returns:write' },
  'admin.returns.replace': { permission: 'returns:write' },
  'admin.returns.reject': { permission: 'returns:write' },
  'admin.returns.waive': { permission: 'returns:write' },
  'admin.returns.close': { permission: 'returns:write' },
  'admin.returns.receive': { permission: 'returns:receive' },
  'admin.returns.refund': { permission: 'orders:refund' },
  'admin.invoices.list': { permission: 'orders:read' },
  'admin.invoices.pdf': { permission: 'orders:read' },
  'admin.products.list': { permission: 'products:read' },
  'admin.products.get': { permission: 'products:read' },
  'admin.products.create': { permission: 'products:write' },
  'admin.products.update': { permission: 'products:write' },
  'admin.products.updateVariant': { permission: 'products:write' },
  'admin.products.adjustStock': { permission: 'inventory:write' },
  'admin.promotions.list': { permission: 'promotions:read' },
  'admin.promotions.get': { permission: 'promotions:read' },
  'admin.promotions.create': { permission: 'promotions:write' },
  'admin.promotions.update': { permission: 'promotions:write' },
  'admin.promotions.groups': { permission: 'promotions:read' },
  'admin.promotions.createGroup': { permission: 'promotions:write' },
  'admin.promotions.updateGroup': { permission: 'promotions:write' },
  'admin.settings.get': { permission: 'settings:read' },
  'admin.settings.update': { permission: 'settings:write' },
  'admin.settings.changes': { permission: 'settings:read' },
  'admin.system.overview': { permission: 'system:read' },
  'admin.system.deadLetters': { permission: 'system:read' },
  'admin.system.deadLetter': { permission: 'system:read' },
  'admin.system.replay': { permission: 'system:write' },
  'admin.system.discard': { permission: 'system:write' },
  'admin.system.replaySpan': { permission: 'system:write' },
  'admin.system.actions': { permission: 'system:read' },
  'admin.payments.list': { permission: 'payments:read' },
  'admin.payments.ledgerBalance': { permission: 'payments:read' },
  'admin.payments.ledgerAccounts': { permission: 'payments:read' },
  'admin.payments.payouts': { permission: 'payments:read' },
  'admin.disputes.list': { permission: 'payments:read' },
  'admin.disputes.get': { permission: 'payments:read' },
  'admin.disputes.saveEvidence': { permission: 'payments:write' },
  'admin.disputes.removeFile': { permission: 'payments:write' },
  'admin.disputes.submit': { permission: 'payments:write' },
  'admin.disputes.accept': { permission: 'payments:write' },
  'admin.credit.list': { permission: 'payments:read' },
  'admin.credit.get': { permission: 'payments:read' },
  'admin.credit.issue': { permission: 'payments:write' },
  'admin.credit.disable': { permission: 'payments:write' },
  'admin.credit.adjust': { permission: 'payments:write' },
  'admin.credit.mailAgain': { permission: 'payments:write' },
  'admin.reconciliation.read': { permission: 'payments:read' },
  'admin.reconciliation.list': { permission: 'payments:read' },
  'admin.reconciliation.settle': { permission: 'payments:write' },
  'admin.reconciliation.run': { permission: 'payments:write' },
  'admin.messages.list': { permission: 'notifications:read' },
} as const satisfies Record<string, Access>;

// The cast: the router only closes over its services until it is called.
const nothing = { clients: new Proxy({}, { get: () => ({}) }) } as unknown as GatewayServices;
const procedures = createGatewayRouter(nothing)._def.procedures as unknown as Record<string, Procedure>;

describe('procedures', () => {
  test('are those that the apps know, each with its access and its output schema', () => {
    expect(Object.fromEntries(Object.entries(procedures).map(([name, { _def }]) => [name, _def.meta.access]))).toEqual(screens);
  });

  test.each(Object.entries(screens).filter(([, access]) => access !== 'public'))(
    '%s is refused to nobody, and to who may not',
    async (name) => {
      const kind = procedures[name]?._def.type ?? 'query';
      expect((await gateway.rpc(kind, name)).problem).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
      if (screens[name as keyof typeof screens] === 'signed-in') return;
      expect((await gateway.rpc(kind, name, undefined, { token: gateway.tokenOf('customer') })).problem).toMatchObject({
        code: 'FORBIDDEN',
      });
    },
  );

  test('tell in tRPC’s words what is wrong with the input, or that there is no such thing', async () => {
    const bad = await gateway.rpc('mutation', 'cart.add', { variantId: 'x', quantity: 1.5 });
    expect(bad.status).toBe(400);
    expect(bad.problem?.errors?.map(({ path }) => path)).toEqual(['variantId', 'quantity']);
    expect((await gateway.rpc('query', 'catalog.nothing')).problem?.code).toBe('NOT_FOUND');
    const names = Array(500).fill('catalog.categories').join(',');
    const batch = await gateway.ask('GET', `/trpc/${names}?batch=1`);
    expect(batch.status).toBeGreaterThanOrEqual(400);
    expect(batch.status).toBeLessThan(500);
  });
});

/** The paths of the contract, with their methods. */
const operations = [
  'POST /auth/register',
  'POST /auth/register/confirm',
  'POST /auth/login',
  'POST /auth/refresh',
  'POST /auth/logout',
  'GET /me',
  'GET /categories',
  'GET /products',
  'GET /products/{slug}',
  'GET /products/{slug}/recommendations',
  'POST /carts',
  'GET /carts/{id}',
  'PATCH /carts/{id}',
  'POST /carts/{id}/claim',
  'POST /carts/{id}/items',
  'PATCH /carts/{id}/items/{itemId}',
  'DELETE /carts/{id}/items/{itemId}',
  'POST /carts/{id}/promotions',
  'DELETE /carts/{id}/promotions/{promotionId}',
  'GET /carts/{id}/shipping-options',
  'POST /carts/{id}/gift-cards',
  'DELETE /carts/{id}/gift-cards/{accountId}',
  'PUT /carts/{id}/store-credit',
  'POST /carts/{id}/preview',
  'POST /gift-cards/balance',
  'GET /me/store-credit',
  'GET /me/cards',
  'POST /me/cards/prepare',
  'DELETE /me/cards/{id}',
  'GET /admin/gift-cards',
  'POST /admin/gift-cards',
  'GET /admin/gift-cards/{id}',
  'POST /admin/gift-cards/{id}/adjustments',
  'POST /admin/gift-cards/{id}/disable',
  'POST /admin/gift-cards/{id}/mails',
  'POST /carts/{id}/checkout',
  'GET /orders',
  'GET /orders/{id}',
  'GET /orders/{id}/events',
  'POST /orders/{id}/due',
  'POST /orders/{id}/cancel',
  'GET /orders/{id}/returns',
  'POST /orders/{id}/returns',
  'POST /orders/{id}/returns/{returnId}/cancel',
  'POST /orders/{id}/return-pictures',
  'GET /orders/{id}/return-pictures/{pictureId}',
  'GET /parcels/{id}',
  'GET /orders/{id}/invoices',
  'GET /orders/{id}/invoices/{invoiceId}',
  'GET /admin/orders',
  'GET /admin/orders/{id}',
  'POST /admin/orders/{id}/fulfilments',
  'POST /admin/orders/{id}/shipments/{shipmentId}/delivery',
  'POST /admin/orders/{id}/refunds',
  'POST /admin/orders/{id}/edits',
  'POST /admin/orders/{id}/edits/preview',
  'POST /admin/orders/{id}/edits/{editId}/withdraw',
  'POST /admin/orders/{id}/cancel',
  'GET /admin/orders/{id}/notes',
  'POST /admin/orders/{id}/notes',
  'GET /admin/drafts',
  'POST /admin/drafts',
  'POST /admin/drafts/preview',
  'GET /admin/drafts/{id}',
  'PUT /admin/drafts/{id}',
  'DELETE /admin/drafts/{id}',
  'POST /admin/drafts/{id}/order',
  'GET /admin/returns',
  'GET /admin/returns/{id}',
  'POST /admin/orders/{id}/returns',
  'POST /admin/returns/{id}/approve',
  'POST /admin/returns/{id}/reject',
  'POST /admin/returns/{id}/receipts',
  'POST /admin/returns/{id}/replacement',
  'POST /admin/returns/{id}/waiver',
  'POST /admin/returns/{id}/refunds',
  'POST /admin/returns/{id}/close',
  'GET /admin/figures',
  'GET /admin/products',
  'POST /admin/products',
  'GET /admin/products/{id}',
  'PATCH /admin/products/{id}',
  'PATCH /admin/variants/{id}',
  'GET /admin/inventory/{sku}',
  'POST /admin/inventory/{sku}/adjustments',
  'POST /admin/media',
  'GET /admin/payments',
  'GET /admin/ledger/balance',
  'GET /admin/ledger/accounts',
  'GET /admin/payouts',
  'GET /admin/disputes',
  'GET /admin/disputes/{id}',
  'PUT /admin/disputes/{id}/evidence',
  'POST /admin/disputes/{id}/files',
  'DELETE /admin/disputes/{id}/files/{fileId}',
  'POST /admin/disputes/{id}/submission',
  'POST /admin/disputes/{id}/acceptance',
  'GET /admin/reconciliation',
  'GET /admin/reconciliation/discrepancies',
  'POST /admin/reconciliation/discrepancies/{subject}/settlement',
  'POST /admin/reconciliation/runs',
  'GET /admin/messages',
  'GET /admin/promotions',
  'POST /admin/promotions',
  'GET /admin/promotions/{id}',
  'PUT /admin/promotions/{id}',
  'GET /admin/customer-groups',
  'POST /admin/customer-groups',
  'PUT /admin/customer-groups/{id}',
  'GET /store',
  'GET /admin/settings',
  'PUT /admin/settings/store',
  'PUT /admin/settings/delivery',
  'PUT /admin/settings/tax',
  'GET /admin/settings/changes',
  'GET /admin/system',
  'GET /admin/system/dead-letters',
  'GET /admin/system/dead-letters/{service}/{eventId}',
  'POST /admin/system/dead-letters/{service}/{eventId}/replay',
  'POST /admin/system/dead-letters/{service}/{eventId}/discard',
  'POST /admin/system/dead-letters/replay',
  'POST /admin/system/replay-span',
  'GET /admin/system/actions',
];

interface Operation {
  readonly operationId?: string;
  readonly responses: Record<string, { content?: Record<string, { schema: unknown }> }>;
  readonly parameters?: { name: string; in: string; required?: boolean }[];
}

interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

/** Every `$ref` in a document. */
function refsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [String(inner)] : refsOf(inner)));
}

describe('the OpenAPI document', () => {
  let document: Document;
  let all: [string, Operation][];
  beforeAll(async () => {
    document = (await gateway.api<Document>('GET', '/openapi.json')).body;
    all = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, Operation] => [
        `${method.toUpperCase()} ${path.replace('/api/v1', '')}`,
        operation,
      ]),
    );
  });

  test('lists what the contract promises', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(all.map(([name]) => name).sort()).toEqual([...operations].sort());
  });

  test('gives each operation a name of its own, its path’s parameters, one success and its failures as problems', () => {
    expect(new Set(all.map(([, { operationId }]) => operationId)).size).toBe(all.length);
    for (const [name, { responses, parameters = [] }] of all) {
      const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      expect(parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name)).toEqual(inPath);
      const statuses = Object.keys(responses);
      expect(statuses.filter((status) => status.startsWith('2'))).toHaveLength(1);
      expect(statuses).toEqual(expect.arrayContaining(['400', '429', '500', '503', '504']));
      for (const status of statuses.filter((some) => Number(some) >= 400)) {
        expect(responses[status]?.content?.['application/problem+json']?.schema).toEqual({ $ref: '#/components/schemas/Problem' });
      }
    }
  });

  test('names only schemas that it has, and has only those it names', () => {
    const named = new Set(refsOf(document).map((ref) => ref.replace('#/components/schemas/', '')));
    expect([...named].sort()).toEqual(Object.keys(document.components.schemas).sort());
  });

  test('is read on a page that loads nothing from elsewhere', async () => {
    const page = await gateway.ask<string>('GET', '/api/v1/docs/');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.body.match(/https?:\/\/[^"' ]+/g) ?? []).toEqual([]);
    expect((await gateway.ask('GET', '/api/v1/docs/js/scalar.js')).status).toBe(200);
    expect((await gateway.ask('GET', '/api/v1/docs')).status).toBe(200);
  });
});

describe('bad requests', () => {
  const cart = () => `/carts/${newId('cart')}`;
  const cases: [string, string, () => string, object, number, string][] = [
    ['malformed JSON', 'POST', () => '/carts', { body: '{"a":', headers: { 'content-type': 'application/json' } }, 400, 'body'],
    ['another content type', 'POST', () => '/carts', { body: 'a=1', headers: { 'content-type': 'text/plain' } }, 400, 'content-type'],
    ['a form', 'POST', () => '/auth/login', { body: 'a', headers: { 'content-type': 'application/xml' } }, 400, 'content-type'],
    ['an id of something else', 'GET', () => '/orders/crt_1', {}, 400, 'id'],
    ['a wrong query', 'GET', () => '/products?sort=cheap', {}, 400, 'sort'],
    ['a fraction', 'POST', () => `${cart()}/items`, { body: { variantId: newId('variant'), quantity: 1.5 } }, 400, 'quantity'],
    ['a negative', 'POST', () => `${cart()}/items`, { body: { variantId: newId('variant'), quantity: -1 } }, 400, 'quantity'],
    ['a missing field', 'POST', () => '/auth/login', { body: { email: 'a@example.com' } }, 400, 'password'],
    [
      'a long text',
      'POST',
      () => '/auth/register',
      { body: { email: 'a@b.co', password: '12345678', name: 'x'.repeat(10_000) } },
      400,
      'name',
    ],
    ['a malformed token of a cart', 'GET', cart, { headers: { 'x-cart-token': '!' } }, 400, 'x-cart-token'],
    ['a malformed key', 'POST', () => '/carts', { body: {}, headers: { 'idempotency-key': 'with space' } }, 400, 'idempotency-key'],
    ['a broken address', 'GET', () => '/products/%E0%A4%A', {}, 400, 'url'],
    ['a body that is no object', 'POST', () => '/auth/login', { body: '[]', headers: { 'content-type': 'application/json' } }, 400, ''],
  ];
  test.each(cases)('%s', async (_what, method, path, request, status, field) => {
    const answer = await gateway.api(method, path(), request);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect([answer.status, answer.body.code]).toEqual([status, 'INVALID_INPUT']);
    expect(answer.body.errors?.[0]?.path).toBe(field);
    expect(answer.body.traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  test('a huge body is too large, whoever sends it', async () => {
    const answer = await gateway.api('POST', '/auth/login', { body: { email: 'x'.repeat(2_000_000) } });
    expect([answer.status, answer.body.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  test.each(['/nothing', '/carts', '/admin', '/orders/1/2/3'])('GET /api/v1%s is not there', async (path) => {
    const answer = await gateway.api('GET', path);
    expect([answer.status, answer.body.code, answer.headers.get('content-type')]).toEqual([
      404,
      'NOT_FOUND',
      expect.stringContaining('application/problem+json'),
    ]);
  });

  test('a token that has ended is refused even where guests are welcome', async () => {
    const token = testKeys.userToken({ id: newId('user'), expiresIn: -60 });
    expect((await gateway.api('GET', '/me', { token })).body.code).toBe('UNAUTHENTICATED');
    expect((await gateway.api('POST', '/carts', { token, body: {} })).body.code).toBe('UNAUTHENTICATED');
  });
});

describe('while nobody is behind it', () => {
  const signedIn = () => ({ token: gateway.tokenOf('admin') });
  test.each(['/products', '/categories', '/me', '/orders', '/admin/orders', '/admin/messages'])('GET %s is not available', async (path) => {
    const answer = await gateway.api('GET', path, signedIn());
    expect([answer.status, answer.body.code]).toEqual([503, 'UNAVAILABLE']);
    expect(answer.body.detail).not.toMatch(/127\.0\.0\.1|ECONN/);
  });

  test('pictures and webhooks are not either', async () => {
    expect((await gateway.ask('GET', '/media/a.webp')).body.code).toBe('UNAVAILABLE');
    for (const path of ['/webhooks/stripe', '/webhooks/carrier'])
      expect((await gateway.ask('POST', path, { body: '{}' })).body.code).toBe('UNAVAILABLE');
  });

  test('it is ready itself', async () => {
    expect((await gateway.ask('GET', '/health/ready')).status).toBe(200);
    expect((await gateway.ask<string>('GET', '/metrics')).body).toContain('tradewind_gateway_cache_bytes');
  });
});

describe('limits', () => {
  /** One request from an address that a trusted proxy tells. */
  const from = (url: string, address: string, path: string) =>
    new Promise<{ status: number; retryAfter: string | undefined; problem: Problem }>((resolve, reject) => {
      get(`${url}${path}`, { headers: { 'x-forwarded-for': address } }, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += String(chunk);
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], problem: JSON.parse(text) as Problem }),
        );
      }).on('error', reject);
    });

  test('are by address, say when to come back, and leave the watchmen alone', async () => {
    const strict = await openGateway({ rateLimitScale: 0.001, trustedProxies: '127.0.0.1' });
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await from(strict.url, '192.0.2.1', '/api/v1/nothing')).status);
    expect(statuses).toEqual([404, 404, 429]);
    const refused = await from(strict.url, '192.0.2.1', '/api/v1/products');
    expect(refused).toMatchObject({ status: 429, problem: { code: 'RATE_LIMITED' } });
    expect(Number(refused.retryAfter)).toBeGreaterThan(0);
    const app = await from(strict.url, '192.0.2.1', '/trpc/catalog.home');
    expect(app.problem).toMatchObject({ error: { data: { problem: { code: 'RATE_LIMITED' } } } });
    expect((await from(strict.url, '192.0.2.2', '/api/v1/nothing')).status).toBe(404);
    expect((await from(strict.url, '192.0.2.1', '/health/ready')).status).toBe(200);
    await strict.close();
  });
});
