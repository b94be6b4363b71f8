import { createLogger, openDatabase } from '@tradewind/service';
import { type EventBus, on, openBus, openJobs, startConsumers, startRelay } from '../index.ts';

/**
 * A process of a service that ends itself with SIGKILL where it is told to:
 * before-publish, before-mark (relay), after-effect (consumer), holding (it only holds partitions), job (in the midst of one);
 * as `relay` it lives on, and finds only what it is told of.
 */
const [mode = '', ordersUrl = '', productUrl = '', place = '{}', redisUrl] = process.argv.slice(2);
const log = createLogger({ service: 'child', level: 'silent' });

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

function dyingBus(bus: EventBus): EventBus {
  return {
    ...bus,
    publish: async (events) => {
      if (mode === 'before-mark') {
        await bus.publish(events);
      }
      await die();
    },
  };
}

async function work(): Promise<void> {
  if (mode === 'job') {
    const jobs = await openJobs({ service: 'product', databaseUrl: productUrl, redisUrl, log });
    await jobs.work({ crash: { handle: die } });
    return;
  }
  const bus = await openBus({ service: 'product', ...JSON.parse(place), log });
  if (mode === 'relay') {
    await startRelay({ db: openDatabase({ url: ordersUrl, application: 'order' }), bus, log, pollMs: 3_600_000 });
    process.stdout.write('relaying\n');
    return;
  }
  if (mode === 'before-publish' || mode === 'before-mark') {
    await startRelay({ db: openDatabase({ url: ordersUrl, application: 'order' }), bus: dyingBus(bus), log });
    return;
  }
  const db = openDatabase({ url: productUrl, application: 'product' });
  const consumer = on('order.completed', async (sql, event) => {
    await sql.rows('INSERT INTO effect (aggregate_id, sequence, by) VALUES ($1, $2, $3)', [event.aggregateId, event.sequence, 'child']);
    return mode === 'after-effect' ? die : undefined;
  });
  await startConsumers({ bus, db, service: 'product', consumers: [consumer], log });
  process.stdout.write('holding\n');
}

await work();
