import { createHmac } from 'node:crypto';
import { newId, newUuid, type OrderId } from '@tradewind/contracts/ids';
import { money } from '@tradewind/money';
import { type Sandbox, startSandbox } from '@tradewind/sandbox';
import { createLogger, createTokenVerifier, createTrpc, type RunningService, runInCall, startService } from '@tradewind/service';
import { eventually, freePort, testKeys } from '@tradewind/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCarrierRoute } from '../carrier-route.ts';
import { captureOrder } from '../order/capture-order.ts';
import { fulfilOrder } from '../order/fulfil-order.ts';
import { loadOrder } from '../order/order-store.ts';
import { guest, openShop, user, writeOrder } from '../test-kit.ts';
import { type Carrier, createCarrier } from './carrier.ts';

const secret = 'carrier_whsec_order';
let shop: Awaited<ReturnType<typeof openShop>>;
let sandbox: Sandbox;
let service: RunningService;

/** The sandbox and the service know each other's address. */
beforeAll(async () => {
  const port = await freePort();
  const webhookUrl = `http://127.0.0.1:${port}/webhooks/carrier`;
  sandbox = await startSandbox({
    webhookUrl: 'http://127.0.0.1:9/',
    webhookSecret: 'whsec_order',
    carrier: { apiKey: 'carrier_key', webhookUrl, webhookSecret: secret, paceMs: 0 },
  });
  shop = await openShop({ carrier: { url: `${sandbox.url}/carrier`, apiKey: 'carrier_key' } });
  service = await startService({
    name: 'order',
    host: '127.0.0.1',
    port,
    log: createLogger({ service: 'order', level: 'silent' }),
    router: createTrpc().router({}),
    verifier: createTokenVerifier({ userKeys: testKeys.userJwks, serviceJwks: testKeys.serviceJwks, service: 'order' }),
    checks: {},
    routes: (app) => addCarrierRoute(app, shop.ctx, secret),
    drain: [],
  });
});
afterAll(async () => {
  await sandbox.close();
  await service.close();
  await shop.close();
});

const staff = user(['warehouse']);

async function paidOrder() {
  const order = await writeOrder(shop);
  const paid = { orderId: order.id, paymentId: newId('payment'), amount: money(order.total, 'USD') };
  await runInCall({ actor: { kind: 'service', name: 'order' } }, () => shop.db.transaction((sql) => captureOrder(sql, paid)));
  return order;
}

/** All of an order in one parcel with a label. */
async function labelled() {
  const order = await paidOrder();
  const items = order.items.map(({ id: itemId, quantity }) => ({ itemId, quantity }));
  const { shipments } = await shop.as(staff, (api) => api.staff.fulfil({ orderId: order.id, items, label: true }));
  const [shipment] = shipments;
  if (!shipment?.trackingNumber) throw new Error('a label has a number');
  return { orderId: order.id, items, shipment, trackingNumber: shipment.trackingNumber };
}

function tell(event: object, { key = secret, seconds = Math.floor(Date.now() / 1000) } = {}): Promise<Response> {
  const body = JSON.stringify(event);
  const signature = `t=${seconds},v1=${createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')}`;
  return fetch(`${service.url}/webhooks/carrier`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'carrier-signature': signature },
    body,
  });
}

const statuses = ['in_transit', 'out_for_delivery', 'delivered'] as const;
const eventOf = (trackingNumber: string, status: (typeof statuses)[number]) => ({
  id: `cev_${newUuid()}`,
  type: `parcel.${status}`,
  trackingNumber,
  occurredAt: new Date(Date.UTC(2026, 0, 1, 10 + statuses.indexOf(status))).toISOString(),
  location: 'Harbour hub',
});

const track = ({ id, trackingToken }: { id: `shp_${string}`; trackingToken: string }) =>
  shop.as(guest, (api) => api.parcel.track({ shipmentId: id, token: trackingToken }));
const deliveries = async (orderId: OrderId) => (await shop.told(orderId)).filter((type) => type === 'order.delivered').length;

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

describe('a label', () => {
  it('is the connected carrier’s, with its number, and the parcel is followed to the door', async () => {
    const { orderId, shipment, trackingNumber } = await labelled();
    expect(shipment).toMatchObject({ carrier: 'Harbour Post', trackingNumber: expect.stringMatching(/^HP\d{12}$/) });
    expect(await track(shipment)).toMatchObject({ status: 'shipped', events: [] });
    const scan = (name: string) =>
      fetch(`${sandbox.url}/_sandbox/parcels/${trackingNumber}/scans`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ scan: name }),
      });
    await scan('in_transit');
    await eventually(async () =>
      expect(await track(shipment)).toMatchObject({ status: 'in_transit', events: [{ location: 'Harbour hub' }] }),
    );
    await scan('delivered');
    await eventually(async () => expect((await track(shipment)).status).toBe('delivered'));
    expect(await loadOrder(shop.db, orderId)).toMatchObject({ status: 'completed', fulfilmentStatus: 'delivered' });
    expect((await shop.told(orderId)).slice(-2)).toEqual(['order.delivered', 'order.completed']);
  });

  it('goes without a number of one’s own, and needs a carrier that answers', async () => {
    const { id: orderId, items: lines } = await paidOrder();
    const items = lines.map(({ id: itemId, quantity }) => ({ itemId, quantity }));
    const input = { orderId, items, label: true };
    const typed = shop.as(staff, (api) => api.staff.fulfil({ ...input, trackingNumber: '1Z' }));
    await expect(typed).rejects.toThrow('label: goes without');
    const fulfilWith = (carrier: Carrier | null) => runInCall(staff, () => fulfilOrder({ ...shop.ctx, carrier }, input));
    await expect(fulfilWith(createCarrier({ url: 'http://127.0.0.1:9', apiKey: 'carrier_key' }))).rejects.toThrow(
      'makes no labels right now',
    );
    await expect(fulfilWith(createCarrier({ url: `${sandbox.url}/carrier`, apiKey: 'wrong' }))).rejects.toThrow(
      'makes no labels right now',
    );
    await expect(fulfilWith(null)).rejects.toThrow('No carrier is connected');
    expect((await loadOrder(shop.db, orderId)).shipments).toEqual([]);
  });
});

describe('what the carrier tells', () => {
  it.each(permutations([...statuses, 'delivered'] as const).map((order) => ({ order })))(
    'ends the same in the order of $order, each told twice',
    async ({ order }) => {
      const { orderId, shipment, trackingNumber } = await labelled();
      for (const status of order) {
        const event = eventOf(trackingNumber, status);
        for (const answer of await Promise.all([tell(event), tell(event)])) expect(answer.status).toBe(200);
      }
      expect(await deliveries(orderId)).toBe(1);
      const parcel = await track(shipment);
      expect([parcel.status, parcel.events.length]).toEqual(['delivered', 4]);
      expect(parcel.events.map(({ status }) => status)).toEqual(['delivered', 'delivered', 'out_for_delivery', 'in_transit']);
    },
  );

  it('before the parcel is written down is kept for it', async () => {
    const order = await paidOrder();
    const early = 'HP000000000001';
    expect((await tell(eventOf(early, 'delivered'))).status).toBe(200);
    const items = order.items.map(({ id: itemId, quantity }) => ({ itemId, quantity }));
    const quick = { ...shop.ctx, carrier: { label: async () => ({ carrier: 'Harbour Post', trackingNumber: early }) } };
    const shipped = await runInCall(staff, () => fulfilOrder(quick, { orderId: order.id, items, label: true }));
    expect(shipped).toMatchObject({ status: 'completed', fulfilmentStatus: 'delivered' });
    expect(await deliveries(order.id)).toBe(1);
  });

  it('of a number that staff typed in changes nothing', async () => {
    const order = await paidOrder();
    const items = order.items.map(({ id: itemId, quantity }) => ({ itemId, quantity }));
    await shop.as(staff, (api) => api.staff.fulfil({ orderId: order.id, items, trackingNumber: 'TYPED-1' }));
    await tell(eventOf('TYPED-1', 'delivered'));
    expect((await loadOrder(shop.db, order.id)).fulfilmentStatus).toBe('fulfilled');
  });

  it('is believed only when it is signed, now, and says something', async () => {
    const { orderId, trackingNumber } = await labelled();
    const event = eventOf(trackingNumber, 'delivered');
    const now = Math.floor(Date.now() / 1000);
    const refused = [
      await tell(event, { key: 'another' }),
      await tell(event, { seconds: now - 301 }),
      await tell(event, { seconds: now + 301 }),
      await tell({ ...event, type: 'parcel.lost' }),
      await tell({ ...event, occurredAt: 'yesterday' }),
      await fetch(`${service.url}/webhooks/carrier`, { method: 'POST', body: JSON.stringify(event) }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400]);
    expect(await deliveries(orderId)).toBe(0);
  });
});

describe('a tracking link', () => {
  it('shows where the parcel is, and nothing of whose it is', async () => {
    const { shipment, trackingNumber } = await labelled();
    await tell(eventOf(trackingNumber, 'in_transit'));
    const parcel = await track(shipment);
    expect(Object.keys(parcel).sort()).toEqual(['carrier', 'deliveredAt', 'events', 'shippedAt', 'status', 'trackingNumber']);
    const text = JSON.stringify(parcel);
    for (const personal of ['Ada', 'Lovelace', 'ada@example.com', 'Engine Way', 'Oakland', 'Thing', 'TW-', 'ord_']) {
      expect(text).not.toContain(personal);
    }
  });

  it('is a secret of the parcel', async () => {
    const [one, other] = [await labelled(), await labelled()];
    for (const token of ['A'.repeat(43), other.shipment.trackingToken]) {
      await expect(track({ ...one.shipment, trackingToken: token })).rejects.toMatchObject({ cause: { code: 'NOT_FOUND' } });
    }
    await expect(track({ ...one.shipment, id: newId('shipment') })).rejects.toMatchObject({ cause: { code: 'NOT_FOUND' } });
  });
});
