import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventType } from '@tradewind/contracts/events';
import { newId, type OrderId, type UserId } from '@tradewind/contracts/ids';
import { permissionsOf, type Role, type ServiceName } from '@tradewind/contracts/permissions';
import type { product } from '@tradewind/contracts/schemas';
import { type Call, openDatabase, runInCall } from '@tradewind/service';
import { createDatabase, quietMessages } from '@tradewind/testing';
import { composeServices } from './compose.ts';
import type { HolderId } from './inventory/reservation-store.ts';
import { createProductRouter } from './router.ts';
import type { Services } from './services.ts';
import { createProduct } from './staff/create-product.ts';

/** For tests: the service's parts over a database of their own. */
export async function openTestShop(): Promise<{ services: Services; url: string; close(): Promise<void> }> {
  const database = await createDatabase('product');
  const mediaDir = await mkdtemp(join(tmpdir(), 'tradewind-media-'));
  const db = openDatabase({ url: database.url, max: 32, application: 'product-test' });
  const services = composeServices({ db, mediaDir, publicApiUrl: 'http://shop.test/' });
  return {
    services,
    url: database.url,
    close: async () => {
      await services.prisma.$disconnect();
      await db.close();
      await database.drop();
      await rm(mediaDir, { recursive: true, force: true });
    },
  };
}

let serial = 0;

/** What a product is made from when a test does not care; each has its own SKU. */
export function productInput(
  changes: Partial<product.CreateProductInput> & { onHand?: number; cents?: number } = {},
): product.CreateProductInput {
  const { onHand = 10, cents = 2500, ...rest } = changes;
  serial += 1;
  return {
    title: `Thing ${serial}`,
    description: 'A thing for a test.',
    categoryId: null,
    status: 'active',
    taxClass: 'standard',
    options: [],
    variants: [
      {
        sku: `THING-${serial}`,
        options: {},
        price: { amountMinor: cents, currency: 'USD' },
        compareAtPrice: null,
        prices: [],
        onHand,
        weightGrams: 500,
      },
    ],
    mediaIds: [],
    ...rest,
  };
}

export async function addProduct(services: Services, changes?: Parameters<typeof productInput>[0]): Promise<product.StaffProduct> {
  return await inCall(() => createProduct(services, productInput(changes)));
}

/** Runs work as the order service would. */
export async function inCall<T>(work: () => Promise<T>): Promise<T> {
  return await runInCall({ actor: { kind: 'service', name: 'order' } }, work);
}

export function reservationOf<Holder extends HolderId = OrderId>(
  lines: product.ReserveInput['lines'],
  // The cast: without a type of its own, a holder is an order.
  orderId: Holder = newId('order') as HolderId as Holder,
): product.ReserveInput & { orderId: Holder } {
  return { orderId, lines, expiresAt: new Date(Date.now() + 600_000).toISOString() };
}

/** What a process leaves behind that committed its work under a key and ended before it could keep the answer. */
export async function forgetAnswer(services: Services, key: string): Promise<void> {
  await services.db.rows(`UPDATE service.idempotency_key SET state = 'running', outcome = NULL, lease_until = now() WHERE key = $1`, [key]);
}

/** Data of the events of a type that were written so far, in order. */
export async function eventsOf(services: Services, type: EventType): Promise<Record<string, unknown>[]> {
  const rows = await services.db.rows<{ data: Record<string, unknown> }>(
    'SELECT data FROM messaging.outbox WHERE type = $1 ORDER BY position',
    [type],
  );
  return rows.map(({ data }) => data);
}

/** Calls procedures as somebody: nobody, a service, or a user of a role. */
export function callerOf(services: Services, who: 'guest' | { service: ServiceName } | { role: Role }) {
  return createProductRouter(services, quietMessages('product', services.db)).createCaller(callOf(who));
}

function callOf(who: Parameters<typeof callerOf>[1]): Call {
  const base: Call = {
    actor: { kind: 'guest' },
    caller: null,
    userToken: null,
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    traceId: '0af7651916cd43dd8448eb211c80319c',
    clientAddress: null,
    userAgent: null,
    deadline: Number.POSITIVE_INFINITY,
    signal: new AbortController().signal,
    // The cast: these calls log nothing.
    log: { error: () => undefined } as unknown as Call['log'],
    replayed: false,
  };
  if (who === 'guest') return base;
  if ('service' in who) return { ...base, actor: { kind: 'service', name: who.service }, caller: who.service };
  const id: UserId = newId('user');
  const permissions = permissionsOf([who.role]);
  return { ...base, actor: { kind: 'user', id, roles: [who.role], permissions, sessionId: newId('session') } };
}
