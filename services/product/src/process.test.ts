import { newId } from '@tradewind/contracts/ids';
import { appendEvents, openBus, startRelay } from '@tradewind/messaging';
import { createLogger, createServiceClient, createServiceSigner, openDatabase, runInCall } from '@tradewind/service';
import { createDatabase, eventually, startProcess, testKeys } from '@tradewind/testing';
import { expect, it } from 'vitest';
import type { ProductRouter } from './contract.ts';
import { addProduct, openTestShop, reservationOf } from './test-shop.ts';

it('sells what an order reserved once it hears that the order is confirmed, and ends when told to', async () => {
  const shop = await openTestShop();
  const { variants } = await addProduct(shop.services, { onHand: 5 });
  const [variant] = variants;
  if (!variant) throw new Error('no variant');
  const [orders, events] = [await createDatabase('order'), await createDatabase('events')];
  const process = await startProcess('product', {
    PRODUCT_DATABASE_URL: shop.url,
    EVENTS_DATABASE_URL: events.url,
    MEDIA_DIR: shop.services.mediaDir,
  });
  const signer = createServiceSigner({ name: 'order', privateKey: testKeys.servicePrivateKey('order') });
  const client = createServiceClient<ProductRouter>({ service: 'product', url: process.url, signer });
  const input = reservationOf([{ variantId: variant.id, quantity: 2 }]);
  const log = createLogger({ service: 'order', level: 'silent' });
  const db = openDatabase({ url: orders.url, application: 'order' });
  const bus = await openBus({ service: 'order', eventsDatabaseUrl: events.url, log });
  const relay = await startRelay({ db, bus, log });
  const total = { amountMinor: 5000, currency: 'USD' as const };
  const lines = [{ variantId: variant.id, sku: variant.sku, quantity: 2 }];
  const data = { orderId: input.orderId, customerId: newId('user'), total, lines };
  await runInCall({ actor: { kind: 'service', name: 'order' } }, async () => {
    expect(await client.inventory.reserve.mutate(input)).toEqual({ orderId: input.orderId, status: 'reserved' });
    await db.transaction((sql) => appendEvents(sql, [{ type: 'order.confirmed', aggregateId: input.orderId, data }]));
    await eventually(async () => {
      const [stock] = await shop.services.db.rows('SELECT on_hand, reserved FROM stock WHERE variant_id = $1', [variant.id]);
      expect(stock).toEqual({ on_hand: 3, reserved: 0 });
    });
  });
  expect(await process.stop()).toBe(0);
  await relay.close();
  await bus.close();
  await db.close();
  await shop.close();
  await Promise.all([orders.drop(), events.drop()]);
}, 90_000);
