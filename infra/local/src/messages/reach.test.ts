import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { birthOf, SetupError } from '@tradewind/backends';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSecrets } from '../secrets.ts';
import { writeState } from '../state.ts';
import { databaseOf, findReach } from './reach.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tradewind-reach-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const environment = (given: NodeJS.ProcessEnv = {}) => ({ TRADEWIND_DATA_DIR: folder, POSTGRES_PORT: '25432', ...given });

/** As `up` leaves it while it runs; this process stands for it. */
function writeRunning(processes: { name: string; address: string }[] = []): void {
  const one = { pid: process.pid, birth: birthOf(process.pid) ?? '', startedAt: '', restarts: 0, health: null };
  writeState(folder, { ...one, ready: true, processes: processes.map((given) => ({ ...one, ...given })) });
}

describe('where messages are', () => {
  it('is said by the environment', () => {
    const reach = findReach(environment({ ORDER_DATABASE_URL: 'postgres://a/order', KAFKA_BROKERS: 'b:9092', KAFKA_PREFIX: 'shop.' }));
    expect(reach).toEqual({
      databases: { order: 'postgres://a/order' },
      bus: { kafkaBrokers: 'b:9092', kafkaPrefix: 'shop.', eventsDatabaseUrl: undefined },
    });
    expect(() => databaseOf(reach, 'payment')).toThrow('PAYMENT_DATABASE_URL');
  });

  it('is that of the shop that runs in this clone otherwise', () => {
    writeRunning([{ name: 'kafka', address: '127.0.0.1:29092' }]);
    const { database } = loadSecrets(folder);
    const reach = findReach(environment({ USER_DATABASE_URL: 'postgres://elsewhere/user' }));
    expect(reach.databases.user).toBe('postgres://elsewhere/user');
    expect(reach.databases.order).toBe(`postgres://tradewind_order:${database}@127.0.0.1:25432/tradewind_order`);
    expect(reach.bus).toEqual({
      kafkaBrokers: '127.0.0.1:29092',
      eventsDatabaseUrl: `postgres://tradewind_events:${database}@127.0.0.1:25432/tradewind_events`,
    });
    expect(findReach(environment({ DATABASE_URL: 'postgres://admin@server:5432/postgres' })).databases.order).toBe(
      `postgres://tradewind_order:${database}@server:5432/tradewind_order`,
    );
  });

  it('is not known when nothing runs and nothing is given', () => {
    expect(() => findReach(environment())).toThrow(SetupError);
    expect(() => findReach(environment())).toThrow('npm run up');
    writeState(folder, { pid: process.pid, birth: 'another process', startedAt: '', ready: true, processes: [] });
    expect(() => findReach(environment())).toThrow(SetupError);
  });
});
