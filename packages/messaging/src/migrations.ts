import { fileURLToPath } from 'node:url';

/** Migrations of the schema `messaging` (outbox, inbox, dead letters), for every service's database. */
export const messagingMigrations: string = fileURLToPath(new URL('../migrations/service', import.meta.url));

/** Migrations of the embedded event log, for its own database. */
export const eventLogMigrations: string = fileURLToPath(new URL('../migrations/events', import.meta.url));
