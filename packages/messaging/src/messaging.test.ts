import { newId } from '@tradewind/contracts/ids';
import { createLogger, openDatabase, runInCall } from '@tradewind/service';
import { createDatabase, eventually } from '@tradewind/testing';
import { expect, it } from 'vitest';
import { appendEvents, on, openBus, startConsumers, startRelay } from './index.ts';

const log = createLogger({ service: 'test', level: 'warn' });

it('carries an event from one service to another', async () => {
  const [order, product, events] = await Promise.all([createDatabase('order'), createDatabase('product'), createDatabase('events')]);
  const source = openDatabase({ url: order.url, application: 'order' });
  const target = openDatabase({ url: product.url, application: 'product' });
  const bus = await openBus({ service: 'order', eventsDatabaseUrl: events.url, log });
  const relay = startRelay({ db: source, bus, log });
  const heard: string[] = [];
  const consumers = await startConsumers({
    bus,
    db: target,
    service: 'product',
    log,
    consumers: [on('order.completed', async (_sql, event) => void heard.push(event.data.orderId))],
  });
  const orderId = newId('order');
  await runInCall({}, () =>
    source.transaction((sql) => appendEvents(sql, [{ type: 'order.completed', aggregateId: orderId, data: { orderId } }])),
  );
  await eventually(() => expect(heard).toEqual([orderId]));
  await consumers.close();
  await relay.close();
  await bus.close();
  await source.close();
  await target.close();
});
