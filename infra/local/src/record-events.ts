import { type EventEnvelope, topics } from '@tradewind/contracts/events';
import { openBus } from '@tradewind/messaging';
import { createLogger } from '@tradewind/service';
import { record } from '@tradewind/testing/recorded-events';
import { addressOn } from './databases.ts';
import { loadSecrets } from './secrets.ts';
import { settingsFrom } from './settings.ts';
import { readState } from './state.ts';

// Keeps those events of a running shop that show something which no recorded one shows, for the tests to replay.
const { folder, ports, givenDatabases, environment } = settingsFrom();
const kafkaBrokers = environment.KAFKA_BROKERS;
if (!kafkaBrokers && !givenDatabases.events && !readState(folder)) {
  console.error(
    'No shop runs here: npm run up, do what the events tell of, then record them. Or set EVENTS_DATABASE_URL or KAFKA_BROKERS.',
  );
  process.exit(1);
}
const embedded = () => addressOn(`postgres://127.0.0.1:${ports.POSTGRES_PORT}`, 'events', loadSecrets(folder).database);
const eventsDatabaseUrl = givenDatabases.events ?? (kafkaBrokers ? undefined : embedded());
const log = createLogger({ service: 'record-events', level: 'warn' });
const bus = await openBus({ service: 'gateway', eventsDatabaseUrl, kafkaBrokers, log });
const events: EventEnvelope[] = [];
for await (const batch of bus.read({ topics, from: new Date(0), to: new Date() })) events.push(...batch);
await bus.close();
const kept = record(events);
for (const [name, count] of kept) console.log(`${name}: ${count} more`);
console.log(kept.size === 0 ? `Nothing new among ${events.length} events` : 'Look at them before you commit: packages/contracts/recorded');
