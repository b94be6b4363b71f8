import type { EventEnvelope } from '@tradewind/contracts/events';
import { openDatabase } from '@tradewind/service';
import { record } from '@tradewind/testing/recorded-events';
import { addressOn } from './databases.ts';
import { loadSecrets } from './secrets.ts';
import { settingsFrom } from './settings.ts';
import { readState } from './state.ts';

// Keeps events of the shop that runs here which show something that no recorded one shows, for the tests to replay.
const { folder, ports, givenDatabases } = settingsFrom();
if (!givenDatabases.events && !readState(folder)) {
  console.error('No shop runs here: npm run up, do what the events tell of, then record them. Or set EVENTS_DATABASE_URL.');
  process.exit(1);
}
const url = givenDatabases.events ?? addressOn(`postgres://127.0.0.1:${ports.POSTGRES_PORT}`, 'events', loadSecrets(folder).database);
const db = openDatabase({ url, application: 'record-events', max: 1 });
const rows = await db.rows<{ event: EventEnvelope }>('SELECT event FROM event_log.event ORDER BY position');
const kept = record(rows.map(({ event }) => event));
await db.close();
for (const [name, count] of kept) console.log(`${name}: ${count} more`);
console.log(kept.size === 0 ? `Nothing new among ${rows.length} events` : 'Look at them before you commit: packages/contracts/recorded');
