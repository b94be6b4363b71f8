import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '@tradewind/contracts/errors';
import type { EventEnvelope } from '@tradewind/contracts/events';
import { newId, type UserId } from '@tradewind/contracts/ids';
import type { Role } from '@tradewind/contracts/permissions';
import type { product } from '@tradewind/contracts/schemas';
import { openBus } from '@tradewind/messaging';
import { createLogger, createServiceSigner, createTokenVerifier, openDatabase, openRateLimiter, openSharedCache } from '@tradewind/service';
import { createDatabase, freePort, startProcess, type TestProcess, testKeys } from '@tradewind/testing';
import { type GatewayOptions, maxAgeMs, startGateway } from './gateway.ts';

const webhookSecret = 'whsec_gateway_test';

/** A test's request. What is not a string is sent as JSON. */
interface TestRequest {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** An access token. */
  readonly token?: string;
}

interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

const nowhere = 'http://127.0.0.1:1';
const away = { user: nowhere, product: nowhere, order: nowhere, payment: nowhere, notification: nowhere };

/** The gateway in this process with a bus of its own, and without Redis unless told; nobody is behind it unless `urls` say so. */
export async function openGateway(
  { redisUrl, ...overrides }: Partial<GatewayOptions> & { redisUrl?: string } = {},
  eventsDatabaseUrl?: string,
) {
  const events = eventsDatabaseUrl === undefined ? await createDatabase('events') : { url: eventsDatabaseUrl, drop: async () => {} };
  const lines: string[] = [];
  const log = createLogger({ service: 'gateway', level: 'info', destination: { write: (line) => void lines.push(line) } });
  const bus = await openBus({ service: 'gateway', eventsDatabaseUrl: events.url, log });
  const rateLimitScale = overrides.rateLimitScale ?? 0;
  const gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    log,
    bus,
    shared: await openSharedCache({ service: 'gateway', redisUrl, maxAgeMs, log }),
    signer: createServiceSigner({ name: 'gateway', privateKey: testKeys.servicePrivateKey('gateway') }),
    verifier: createTokenVerifier({ userKeys: testKeys.userJwks, serviceJwks: testKeys.serviceJwks, service: 'gateway' }),
    urls: away,
    publicUrl: 'http://localhost:4000',
    limiter: await openRateLimiter({ service: 'gateway', redisUrl, scale: rateLimitScale, log }),
    rateLimitScale,
    ...overrides,
  });

  /** Asks over HTTP, as anybody. */
  async function ask<Body = Problem>(method: string, path: string, { body, headers = {}, token }: TestRequest = {}): Promise<Answer<Body>> {
    const isText = typeof body === 'string' || body instanceof FormData;
    const response = await fetch(`${gateway.url}${path}`, {
      method,
      headers: {
        ...(body !== undefined && !isText && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as Body };
  }

  return {
    url: gateway.url,
    lines,
    publish: (event: EventEnvelope) => bus.publish([event]),
    ask,
    tokenOf: (role: Role, id: UserId = newId('user')) => testKeys.userToken({ id, roles: [role] }),
    /** REST, below its prefix. */
    api: <Body = Problem>(method: string, path: string, request?: TestRequest) => ask<Body>(method, `/api/v1${path}`, request),

    /** A procedure for the apps. @returns its data, or the problem it failed with */
    async rpc<Data>(kind: 'query' | 'mutation', name: string, input?: unknown, request: TestRequest = {}) {
      const query = kind === 'query' && input !== undefined ? `?input=${encodeURIComponent(JSON.stringify(input))}` : '';
      const answer = await ask<{ result?: { data: Data }; error?: { data: { problem: Problem } } }>(
        kind === 'query' ? 'GET' : 'POST',
        `/trpc/${name}${query}`,
        { ...request, ...(kind === 'mutation' && { body: input ?? {} }) },
      );
      return { ...answer, data: answer.body.result?.data, problem: answer.body.error?.data.problem };
    },

    async close(): Promise<void> {
      await gateway.close();
      await events.drop();
    },
  };
}

/** The gateway in this process, over real processes of everything behind it. */
export async function openShop() {
  const kinds = ['user', 'product', 'order', 'payment', 'notification', 'events'] as const;
  const databases = Object.fromEntries(await Promise.all(kinds.map(async (kind) => [kind, await createDatabase(kind)] as const)));
  const databaseUrl = (kind: (typeof kinds)[number]) => databases[kind]?.url ?? '';
  const mediaDir = await mkdtemp(join(tmpdir(), 'tradewind-media-'));
  const names = ['user', 'product', 'order', 'payment', 'notification', 'gateway', 'sandbox', 'mailbox', 'smtp'] as const;
  const ports = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await freePort()] as const)));
  const at = (name: (typeof names)[number]) => `http://127.0.0.1:${ports[name]}`;
  const env = {
    ...Object.fromEntries(names.map((name) => [`${name.toUpperCase()}_PORT`, String(ports[name])])),
    ...Object.fromEntries(names.map((name) => [`${name.toUpperCase()}_URL`, at(name)])),
    ...Object.fromEntries(kinds.map((kind) => [`${kind.toUpperCase()}_DATABASE_URL`, databaseUrl(kind)])),
    MEDIA_DIR: mediaDir,
    PUBLIC_API_URL: at('gateway'),
    USER_CODE_SECRET: 'a secret of these tests, and of no one else',
    ORDER_TOKEN_SECRET: 'a secret of these tests, and of no one else',
    RATE_LIMIT_SCALE: '0',
    STRIPE_SECRET_KEY: 'sk_test_gateway',
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_WEBHOOK_URL: `${at('gateway')}/webhooks/stripe`,
    STRIPE_API_URL: at('sandbox'),
    PUBLIC_SANDBOX_URL: at('sandbox'),
    MAILBOX_SMTP_PORT: String(ports.smtp),
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    LOG_LEVEL: 'warn',
  };
  const processes: TestProcess[] = [];
  // Two at a time: all at once, on a machine with little to spare, each would take longer than it is waited for.
  for (const pair of [['sandbox', 'user'] as const, ['product', 'order'] as const, ['payment', 'notification'] as const]) {
    processes.push(...(await Promise.all(pair.map((name) => startProcess(name, env)))));
  }
  const categoryId = await addCategory(databaseUrl('product'));
  const urls = { user: at('user'), product: at('product'), order: at('order'), payment: at('payment'), notification: at('notification') };
  const gateway = await openGateway({ port: ports.gateway ?? 0, urls, publicUrl: at('gateway') }, databaseUrl('events'));

  return {
    ...gateway,
    /** What the gateway and everything behind it has logged. */
    output: () => [...gateway.lines, ...processes.map((process) => process.output())].join('\n'),

    /** Something that can be bought. */
    async createProduct(options: { title?: string; price?: number; onHand?: number } = {}) {
      const { title = `Teapot ${randomUUID().slice(0, 8)}`, price = 1_999, onHand = 20 } = options;
      const sku = `TEA-${randomUUID().slice(0, 8).toUpperCase()}`;
      const variants = [{ sku, options: {}, price: { amountMinor: price, currency: 'USD' }, onHand }];
      const body = { title, status: 'active', description: 'Holds a litre.', categoryId, variants };
      const answer = await gateway.api<product.StaffProduct>('POST', '/admin/products', { token: gateway.tokenOf('admin'), body });
      const variant = answer.body.variants?.[0];
      if (!variant) throw new Error(`The product was not made: ${JSON.stringify(answer.body)}`);
      return { ...answer.body, sku, variantId: variant.id };
    },

    async close(): Promise<void> {
      await gateway.close();
      await Promise.all(processes.map((process) => process.stop()));
      await Promise.all(kinds.map((kind) => databases[kind]?.drop()));
      await rm(mediaDir, { recursive: true });
    },
  };
}

/** Categories come with the catalogue's seed alone; no procedure makes them. */
async function addCategory(url: string) {
  const db = openDatabase({ url, max: 1, application: 'gateway-test' });
  const id = newId('category');
  await db.rows('INSERT INTO category (id, slug, name, position) VALUES ($1, $2, $3, 1)', [id, 'kitchen', 'Kitchen']);
  await db.close();
  return id;
}

export type Shop = Awaited<ReturnType<typeof openShop>>;

export const address = {
  name: 'Ada Lovelace',
  line1: '12 St James Square',
  city: 'New York',
  region: 'NY',
  postalCode: '10001',
  country: 'US',
};
