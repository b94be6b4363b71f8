import { isAlive, SetupError } from '@tradewind/backends';
import { busEnv, busOptionsOf } from '@tradewind/messaging';
import { readEnv } from '@tradewind/service';
import { z } from 'zod';
import { addressOn } from '../databases.ts';
import { loadSecrets } from '../secrets.ts';
import { type Settings, settingsFrom } from '../settings.ts';
import { readState } from '../state.ts';
import { type MessageService, messageServices } from './command.ts';

/** Where the messages of a shop are. */
export interface Reach {
  readonly databases: Partial<Record<MessageService, string>>;
  readonly bus: ReturnType<typeof busOptionsOf>;
}

/** What the shop that runs in this clone uses, where the environment does not say otherwise. */
function ofRunningShop({
  folder,
  ports,
  administratorUrl,
}: Settings): { database(name: MessageService | 'events'): string; kafkaBrokers: string | undefined } | undefined {
  const state = readState(folder);
  if (!state || !isAlive(state)) return undefined;
  const server = administratorUrl ?? `postgres://127.0.0.1:${ports.POSTGRES_PORT}`;
  const password = loadSecrets(folder).database;
  return {
    database: (name) => addressOn(server, name, password),
    kafkaBrokers: state.processes.find(({ name }) => name === 'kafka')?.address,
  };
}

/**
 * Finds databases and event bus by the environment, and what it does not name by the shop that runs in this clone.
 * @throws SetupError when there is neither
 */
export function findReach(environment: NodeJS.ProcessEnv = process.env): Reach {
  const settings = settingsFrom(environment);
  const running = ofRunningShop(settings);
  const databases = Object.fromEntries(
    messageServices.flatMap((name) => {
      const url = settings.givenDatabases[name] ?? running?.database(name);
      return url === undefined ? [] : [[name, url]];
    }),
  );
  if (Object.keys(databases).length === 0) {
    throw new SetupError('No shop runs here: start one with npm run up, or set ORDER_DATABASE_URL and its like to reach one elsewhere.');
  }
  const given = busOptionsOf(readEnv(z.object(busEnv), environment));
  const bus = {
    kafkaBrokers: given.kafkaBrokers ?? running?.kafkaBrokers,
    kafkaPrefix: given.kafkaPrefix,
    eventsDatabaseUrl: given.eventsDatabaseUrl ?? running?.database('events'),
  };
  return { databases, bus };
}

/** @throws SetupError naming the variable that would give it */
export function databaseOf({ databases }: Reach, service: MessageService): string {
  const url = databases[service];
  if (url === undefined) throw new SetupError(`The database of ${service} is not known: set ${service.toUpperCase()}_DATABASE_URL.`);
  return url;
}
