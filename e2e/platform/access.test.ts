import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { permissions, type ServiceName, serviceNames } from '@tradewind/contracts/permissions';
import { createServiceSigner } from '@tradewind/service';
import { beforeAll, describe, expect, it } from 'vitest';
import { createGatewayRouter } from '../../services/gateway/src/router.ts';
import { createNotificationRouter } from '../../services/notification/src/router.ts';
import { createOrderRouter } from '../../services/order/src/router.ts';
import { createPaymentRouter } from '../../services/payment/src/router.ts';
import { createProductRouter } from '../../services/product/src/router.ts';
import { createUserRouter } from '../../services/user/src/router.ts';
import { folder, servicePort } from '../addresses.ts';
import { bearer, buy, call, checkout, checkoutBody, freshEmail, type GuestCart, get, newCart, newProduct, type Order } from '../shop.ts';

/** Who tries: nobody, each role, and each service in its own name. */
const people = ['nobody', 'shopper', 'support', 'catalog', 'warehouse', 'finance', 'admin'] as const;
const callers = [...people, ...serviceNames.map((name) => `service:${name}` as const)];
type Caller = (typeof callers)[number];

interface Procedure {
  readonly service: ServiceName;
  readonly path: string;
  readonly type: 'query' | 'mutation' | 'subscription';
}

/** Routers are only walked here, never called: what they close over may be anything. */
const nothing = new Proxy(() => nothing, { get: () => nothing, apply: () => nothing }) as never;

const routers = {
  gateway: createGatewayRouter(nothing),
  user: createUserRouter(nothing, nothing),
  product: createProductRouter(nothing, nothing),
  order: createOrderRouter(nothing, nothing),
  payment: createPaymentRouter(nothing, nothing),
  notification: createNotificationRouter(nothing, nothing),
} satisfies Record<ServiceName, unknown>;

function everyProcedure(): Procedure[] {
  return serviceNames.flatMap((service) => {
    const procedures = routers[service]._def.procedures as unknown as Record<string, { _def: { type: Procedure['type'] } }>;
    return Object.entries(procedures).map(([path, { _def }]) => ({ service, path, type: _def.type }));
  });
}

const keys = (JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')) as { serviceKeys: Record<string, string> }).serviceKeys;

async function credentials(caller: Caller, target: ServiceName): Promise<Record<string, string>> {
  if (caller === 'nobody') return {};
  if (!caller.startsWith('service:')) return await bearer(caller);
  const name = caller.slice('service:'.length) as ServiceName;
  const signer = createServiceSigner({ name, privateKey: keys[name] ?? '' });
  return { authorization: `Bearer ${await signer.tokenFor(target)}` };
}

/** Whether the door opened: what comes after it (bad input, nothing found) is another matter. */
async function isAllowed({ service, path, type }: Procedure, caller: Caller): Promise<boolean> {
  const url = `http://127.0.0.1:${servicePort(service)}/trpc/${path}`;
  const headers = { ...(await credentials(caller, service)), 'content-type': 'application/json' };
  const answer =
    type === 'mutation' ? await fetch(url, { method: 'POST', headers, body: '{}' }) : await fetch(`${url}?input=%7B%7D`, { headers });
  const text = await answer.text();
  expect(answer.status, `${service} ${path} as ${caller}: ${text}`).toBeLessThan(500);
  return answer.status !== 401 && answer.status !== 403;
}

const tableFile = join(import.meta.dirname, 'access-table.json');

describe('every procedure, called by everybody', () => {
  it('opens to those that the committed table names, and to nobody else', async () => {
    const actual: Record<string, string[]> = {};
    for (const procedure of everyProcedure()) {
      // No service calls the gateway.
      const asked = callers.filter((caller) => procedure.service !== 'gateway' || !caller.startsWith('service:'));
      const allowed: string[] = [];
      for (const caller of asked) if (await isAllowed(procedure, caller)) allowed.push(caller);
      const everyone = people.every((name) => allowed.includes(name));
      actual[`${procedure.service} ${procedure.path}`] = everyone
        ? ['everybody', ...allowed.filter((caller) => caller.startsWith('service:'))]
        : allowed;
    }
    if (process.env.WRITE_ACCESS_TABLE) writeFileSync(tableFile, `${JSON.stringify(actual, null, 2)}\n`);
    // A new procedure fails here until somebody has decided who may call it and put that into the table.
    expect(actual).toEqual(JSON.parse(readFileSync(tableFile, 'utf8')));
  });

  it('is refused with a token that nobody of the house signed, or that is meant for another service', async () => {
    const stranger = await fetch(`http://127.0.0.1:${servicePort('order')}/trpc/staff.list?input=%7B%7D`, {
      headers: { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c3JfMSJ9.' },
    });
    expect(stranger.status).toBe(401);
    const signer = createServiceSigner({ name: 'order', privateKey: keys.order ?? '' });
    const misdirected = await fetch(`http://127.0.0.1:${servicePort('product')}/trpc/inventory.release`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await signer.tokenFor('payment')}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(misdirected.status).toBe(401);
  });

  it('knows every permission by at least one procedure', () => {
    const used = new Set(
      serviceNames.flatMap((service) => {
        const procedures = routers[service]._def.procedures as unknown as Record<string, { _def: { meta: { access: unknown } } }>;
        return Object.values(procedures).flatMap(({ _def }) => {
          const { access } = _def.meta;
          return typeof access === 'object' && access !== null && 'permission' in access ? [access.permission] : [];
        });
      }),
    );
    expect([...used].toSorted()).toEqual([...permissions].toSorted());
  });
});

describe('what belongs to somebody else', () => {
  let cart: GuestCart;
  let order: Order;
  let mine: Order;
  beforeAll(async () => {
    const variant = (await newProduct({ onHand: 100 })).variants[0];
    if (!variant) throw new Error('no variant');
    cart = await newCart([{ variantId: variant.id, quantity: 1 }]);
    order = (await buy(variant.id)).body.order;
    const shoppers = await call<{ id: string; token: string }>('POST', '/carts', { body: {}, headers: await bearer('shopper') });
    await call('POST', `/carts/${shoppers.body.id}/items`, {
      body: { variantId: variant.id, quantity: 1 },
      headers: await bearer('shopper'),
    });
    mine = (await checkout({ id: shoppers.body.id, headers: await bearer('shopper') }, { email: freshEmail('shopper') })).body.order;
  });

  it('is not found: carts, by any way in, and nothing of them changes', async () => {
    const before = await get<{ items: { id: string; variantId: string }[] }>(`/carts/${cart.id}`, cart.headers);
    const [line] = before.items;
    if (!line) throw new Error('no line');
    const item = `/carts/${cart.id}/items/${line.id}`;
    const ways = [
      ['GET', `/carts/${cart.id}`, undefined],
      ['GET', `/carts/${cart.id}/shipping-options?country=US`, undefined],
      ['POST', `/carts/${cart.id}/items`, { variantId: line.variantId, quantity: 1 }],
      ['PATCH', item, { quantity: 7 }],
      ['DELETE', item, undefined],
      ['POST', `/carts/${cart.id}/promotions`, { code: 'WELCOME' }],
      ['POST', `/carts/${cart.id}/checkout`, await checkoutBody(cart)],
    ] as const;
    for (const headers of [{}, { 'x-cart-token': 'A'.repeat(43) }, await bearer('shopper'), await bearer('admin')]) {
      for (const [method, path, body] of ways) {
        expect((await call(method, path, { headers, body })).status, `${method} ${path}`).toBe(404);
      }
    }
    const claimed = await call('POST', `/carts/${cart.id}/claim`, {
      body: {},
      headers: { ...(await bearer('shopper')), 'x-cart-token': 'A'.repeat(43) },
    });
    expect(claimed.status).toBe(404);
    expect(await get(`/carts/${cart.id}`, cart.headers)).toEqual(before);
  });

  it('is not found: orders', async () => {
    for (const target of [order, mine]) {
      for (const headers of [{}, { 'x-order-token': 'A'.repeat(43) }, await bearer('catalog')]) {
        expect((await call('GET', `/orders/${target.id}`, { headers })).status).toBe(404);
        expect((await call('POST', `/orders/${target.id}/cancel`, { headers, body: {} })).status).toBe(404);
        expect((await call('GET', `/orders/${target.id}/events`, { headers })).status).toBe(404);
      }
    }
    expect((await call('GET', `/orders/${order.id}`, { headers: await bearer('shopper') })).status).toBe(404);
    expect((await call('GET', `/orders/${mine.id}`, { headers: await bearer('shopper') })).status).toBe(200);
  });
});
