import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@tradewind/service';
import pg from 'pg';

/** One direct connection, for what belongs to a connection: LISTEN, session locks, and what they protect. */
export interface Session {
  /** @throws when the connection is down. */
  rows<Row extends object>(name: string, text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Ends it, and all that it holds; a new one follows. */
  abandon(): void;
}

export interface SessionOptions {
  readonly url: string;
  readonly application: string;
  readonly channels: readonly string[];
  readonly log: Logger;
  /** A new connection is there: what the last one held is gone. */
  up(session: Session): Promise<void>;
  down(): void;
  notified(channel: string, payload: string): void;
}

// Half-open connections end within about half a minute on both sides; nothing that goes through here needs the disk.
const settings = [
  'tcp_keepalives_idle=10',
  'tcp_keepalives_interval=5',
  'tcp_keepalives_count=3',
  'plan_cache_mode=force_generic_plan',
  'synchronous_commit=off',
  'statement_timeout=10000',
];

async function connect(options: SessionOptions): Promise<{ client: pg.Client; ended: Promise<void> }> {
  const client = new pg.Client({
    connectionString: options.url,
    application_name: options.application,
    options: settings.map((setting) => `-c ${setting}`).join(' '),
    connectionTimeoutMillis: 5_000,
    query_timeout: 15_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  const ended = new Promise<void>((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
  });
  client.on('notification', ({ channel, payload }) => options.notified(channel, payload ?? ''));
  await client.connect();
  for (const channel of options.channels) {
    await client.query(`LISTEN ${channel}`);
  }
  return { client, ended };
}

/** One statement after another: a connection runs one at a time. */
function sessionOf(client: pg.Client, broken: () => void): Session {
  let last: Promise<unknown> = Promise.resolve();
  return {
    abandon: broken,
    rows: <Row extends object>(name: string, text: string, values: readonly unknown[] = []) => {
      const next = last.then(async () => {
        try {
          return (await client.query<Row>({ name, text, values: [...values] })).rows;
        } catch (error) {
          // Whatever went wrong, what this connection holds is in doubt: a new one starts from what is stored.
          broken();
          throw error;
        }
      });
      last = next.catch(() => undefined);
      return next;
    },
  };
}

/** Keeps a session up, through restarts of the server, until closed. Resolves once the first one is up. */
export async function keepSession(options: SessionOptions): Promise<{ close(): Promise<void> }> {
  let closed = false;
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });

  async function live(started: () => void): Promise<void> {
    const { client, ended } = await connect(options);
    let broken: () => void = () => undefined;
    const doubted = new Promise<void>((resolve) => {
      broken = resolve;
    });
    try {
      await options.up(sessionOf(client, broken));
      started();
      await Promise.race([ended, doubted, stopped]);
      if (!closed) {
        options.log.warn('a session with PostgreSQL was lost');
      }
    } finally {
      options.down();
      await Promise.race([client.end(), sleep(1_000, undefined, { ref: false })]).catch(() => undefined);
    }
  }

  async function run(started: () => void): Promise<void> {
    for (let failures = 0; !closed; failures++) {
      try {
        await live(() => {
          failures = 0;
          started();
        });
      } catch (error) {
        options.log.warn({ err: error }, 'PostgreSQL cannot be reached, trying again');
      }
      if (!closed) {
        await Promise.race([sleep(Math.min(50 * 2 ** failures, 2_000)), stopped]);
      }
    }
  }

  let running: Promise<void> = Promise.resolve();
  await new Promise<void>((resolve) => {
    running = run(resolve);
  });
  return {
    close: async () => {
      closed = true;
      stop();
      await running;
    },
  };
}
