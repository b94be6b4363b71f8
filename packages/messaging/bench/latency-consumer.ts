import { once } from 'node:events';
import { createLogger, openDatabase } from '@tradewind/service';
import { type EventBus, on, openBus, startConsumers } from '../src/index.ts';

type BusOptions = Parameters<typeof openBus>[0];

/** One of the services that latency.ts starts. */
export interface Setting {
  readonly service: BusOptions['service'];
  readonly place: Pick<BusOptions, 'eventsDatabaseUrl' | 'kafkaBrokers'>;
  readonly url: string;
}

/** When it heard of each order's event, and when its effect was done; epoch milliseconds. */
export interface Times {
  readonly heard: [orderId: string, at: number][];
  readonly effect: [orderId: string, at: number][];
  /** Its processor time. */
  readonly cpuMs: number;
}

// The cast: it is what latency.ts gives.
const { service, place, url } = JSON.parse(process.argv[2] ?? '') as Setting;
const log = createLogger({ service: 'latency', level: 'warn' });
const bus = await openBus({ service, ...place, log });
const db = openDatabase({ url, application: service });
const heard: Times['heard'] = [];
const effect: Times['effect'] = [];

const consumer = on('order.completed', async (sql, event) => {
  await sql.rows('INSERT INTO effect (aggregate_id, sequence) VALUES ($1, $2)', [event.aggregateId, event.sequence]);
  return async () => void effect.push([event.aggregateId, Date.now()]);
});

const consume: EventBus['consume'] = ({ handle, ...rest }) =>
  bus.consume({
    ...rest,
    handle: (batch) => {
      for (const { aggregateId } of batch.events) heard.push([aggregateId, Date.now()]);
      return handle(batch);
    },
  });

const before = process.cpuUsage();
await startConsumers({ bus: { ...bus, consume }, db, service, log, consumers: [consumer] });
process.send?.('ready');
await once(process, 'message');
const { user, system } = process.cpuUsage(before);
process.send?.({ heard, effect, cpuMs: Math.round((user + system) / 1_000) } satisfies Times, () => process.exit(0));
