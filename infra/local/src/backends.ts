import { join } from 'node:path';
import { type Backend, SetupError, startKafka, startPostgres, startRedis } from '@tradewind/backends';
import type { Secrets } from './secrets.ts';
import type { BackendName, Settings } from './settings.ts';
import type { ProcessState } from './state.ts';

/** What a backend is called, where it listens, and which variable would give one from elsewhere. */
export const backends = {
  postgres: { title: 'PostgreSQL', port: 'POSTGRES_PORT', variable: 'DATABASE_URL' },
  redis: { title: 'Redis', port: 'REDIS_PORT', variable: 'REDIS_URL' },
  kafka: { title: 'Kafka', port: 'KAFKA_PORT', variable: 'KAFKA_BROKERS' },
} as const satisfies Record<BackendName, object>;

interface Running {
  /** Settled once it answers, or once it is clear that it will not. */
  starting: Promise<Backend>;
  backend?: Backend;
  startedAt: string;
  restarts: number;
}

/** Starts backends of this installation's own, restarts those that die, and ends them all. */
export interface OwnBackends {
  /** Resolves when it answers. @throws SetupError with what is the matter. */
  start(name: BackendName): Promise<void>;
  /** The addresses of those that run, by their variables. */
  environment(): Readonly<Record<string, string>>;
  states(): ProcessState[];
  stop(): Promise<void>;
}

export function createBackends(options: {
  settings: Settings;
  secrets: Secrets;
  logs: string;
  changed: () => void;
  say: (line: string) => void;
  /** One that died could not be started again. */
  lost: (error: unknown) => void;
}): OwnBackends {
  const { settings, secrets } = options;
  const running = new Map<BackendName, Running>();
  let stopping = false;
  const logFile = (name: BackendName) => join(options.logs, `${name}.log`);

  async function launch(name: BackendName): Promise<Backend> {
    const place = { folder: settings.folder, port: settings.ports[backends[name].port], logFile: logFile(name) };
    switch (name) {
      case 'postgres':
        return await startPostgres({ ...place, password: secrets.database });
      case 'redis':
        return await startRedis({ ...place, password: secrets.database });
      case 'kafka':
        return await startKafka(place);
    }
  }

  async function started(name: BackendName, entry: Running): Promise<void> {
    entry.backend = await entry.starting;
    entry.startedAt = new Date().toISOString();
    entry.backend.process.once('exit', (code, signal) => void revive(name, entry, signal ?? `exit code ${code}`));
    options.changed();
  }

  async function revive(name: BackendName, entry: Running, cause: string): Promise<void> {
    if (stopping) return;
    entry.restarts += 1;
    options.say(`${name} ended (${cause}) and is started again; its log is ${logFile(name)}`);
    entry.starting = launch(name);
    await started(name, entry).catch((error: unknown) => {
      if (!stopping) options.lost(error);
    });
  }

  return {
    async start(name) {
      if (stopping) throw new SetupError(`Everything is being ended, so ${backends[name].title} is not started.`);
      const entry: Running = { starting: launch(name), startedAt: '', restarts: 0 };
      running.set(name, entry);
      await started(name, entry);
    },

    environment() {
      return Object.fromEntries([...running].flatMap(([name, { backend }]) => (backend ? [[backends[name].variable, backend.url]] : [])));
    },

    states() {
      return [...running].flatMap(([name, { backend, startedAt, restarts }]) => {
        if (!backend) return [];
        const { pid, birth } = backend;
        return [{ name, pid, birth, address: `127.0.0.1:${settings.ports[backends[name].port]}`, health: null, startedAt, restarts }];
      });
    },

    async stop() {
      stopping = true;
      // One that is about to run is waited for, so that it is not left behind.
      await Promise.all([...running.values()].map(({ starting }) => starting.then((backend) => backend.stop()).catch(() => undefined)));
    },
  };
}
