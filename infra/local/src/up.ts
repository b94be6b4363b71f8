import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Listr, PRESET_TIMER } from 'listr2';
import { buildApps } from './build.ts';
import { makeDatabases, migrateDatabases } from './databases.ts';
import { root } from './paths.ts';
import { requirePorts } from './ports.ts';
import { type PostgresServer, postgresData, startPostgres } from './postgres.ts';
import { processSpecs } from './processes.ts';
import { readyText } from './ready-text.ts';
import { loadSecrets } from './secrets.ts';
import { seed } from './seed.ts';
import { allDatabasesGiven, type PortName, portDefaults, type Settings, SetupError, settingsFrom } from './settings.ts';
import { requireSpace } from './space.ts';
import { birthOf, endProcesses, forgetState, isAlive, readState, writeState } from './state.ts';
import { createSupervisor } from './supervisor.ts';

const started = Date.now();
const startedAt = new Date(started).toISOString();

async function up(): Promise<void> {
  const { values } = parseArgs({
    options: { fresh: { type: 'boolean' }, 'fresh-data': { type: 'boolean' }, dev: { type: 'boolean' }, profile: { type: 'string' } },
  });
  if (values.profile !== undefined && values.profile !== 'embedded')
    throw new SetupError(`There is no profile ${values.profile}; there is: embedded.`);
  const settings = settingsFrom();
  await claim(settings);
  requireSpace(settings.folder);
  if (values.fresh || values['fresh-data']) forgetData(settings);
  if (values.fresh) forgetBuilds();

  const ownPostgres = !allDatabasesGiven(settings) && settings.administratorUrl === undefined;
  await requirePorts(settings, neededPorts(settings, ownPostgres));
  const secrets = loadSecrets(settings.folder);
  const logs = join(settings.folder, 'logs');
  mkdirSync(logs, { recursive: true });

  let postgres: PostgresServer | undefined;
  let ready = false;
  const supervisor = createSupervisor({ logs, changed: () => save(), say: (line) => process.stdout.write(`${line}\n`) });
  const save = () =>
    writeState(settings.folder, {
      pid: process.pid,
      birth: birthOf(process.pid) ?? '',
      startedAt,
      ready,
      processes: [
        ...(postgres
          ? [
              {
                name: 'postgres',
                pid: postgres.pid,
                address: `127.0.0.1:${settings.ports.POSTGRES_PORT}`,
                health: null,
                startedAt,
                restarts: 0,
                birth: postgres.birth,
              },
            ]
          : []),
        ...supervisor.states(),
      ],
    });
  save();

  let stopping: Promise<void> | undefined;
  const stop = async (code: number) => {
    stopping ??= (async () => {
      await supervisor.stop();
      await postgres?.stop();
      forgetState(settings.folder);
    })();
    await stopping;
    process.exit(code);
  };
  const onSignal = () => {
    if (stopping === undefined) process.stdout.write('\nStopping …\n');
    void stop(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);

  let databases = settings.givenDatabases as Awaited<ReturnType<typeof makeDatabases>>;
  const startDatabase = async () => {
    if (ownPostgres) {
      postgres = await startPostgres({
        folder: settings.folder,
        port: settings.ports.POSTGRES_PORT,
        password: secrets.database,
        logFile: join(logs, 'postgres.log'),
      });
      postgres.process.once('exit', () => {
        if (stopping !== undefined) return;
        appendFileSync(join(logs, 'up.log'), `${new Date().toISOString()} PostgreSQL ended and is started again\n`);
        void startDatabase().catch((error: unknown) => {
          process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
          void stop(1);
        });
      });
      save();
    }
  };
  const specs = () => processSpecs(settings, secrets, databases, values.dev === true);
  const start = async (names: readonly string[]) => {
    const chosen = specs().filter(({ name }) => names.includes(name));
    for (const spec of chosen) supervisor.start(spec);
    await Promise.all(chosen.map(({ name }) => supervisor.untilReady(name)));
  };

  const tasks = new Listr(
    [
      { title: ownPostgres ? 'PostgreSQL, embedded' : 'PostgreSQL, as given', task: startDatabase },
      {
        title: 'Databases and migrations',
        task: async () => {
          databases = await makeDatabases(settings, settings.administratorUrl ?? postgres?.url, secrets.database);
          await migrateDatabases(databases);
        },
      },
      {
        title: 'Data, services and apps',
        task: (_context, task) =>
          task.newListr(
            [
              {
                title: 'Demo catalogue and accounts',
                skip: () => !ownPostgres && 'databases that were given are not seeded',
                task: () => seed(settings.folder, databases, specs()),
              },
              { title: 'Storefront and back office, built', skip: () => values.dev === true, task: () => buildApps(logs) },
            ],
            { concurrent: true },
          ),
      },
      { title: 'Services', task: () => start(['sandbox', 'user', 'product', 'payment', 'order', 'notification', 'gateway']) },
      { title: 'Storefront and back office', task: () => start(['storefront', 'admin']) },
    ],
    { rendererOptions: { timer: PRESET_TIMER, collapseSubtasks: false }, fallbackRendererOptions: { timer: PRESET_TIMER } },
  );
  try {
    await tasks.run();
  } catch (error) {
    if (await stopping) return await stopping;
    process.stderr.write(`\n${error instanceof SetupError ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    await stop(1);
    return;
  }
  ready = true;
  save();
  process.stdout.write(readyText(settings, ownPostgres, (Date.now() - started) / 1000));
}

/** One `up` in one folder. What a killed one left behind is ended first. */
async function claim(settings: Settings): Promise<void> {
  const state = readState(settings.folder);
  if (!state) return;
  if (state.pid !== process.pid && isAlive(state)) {
    throw new SetupError(
      `Tradewind runs already here, since ${state.startedAt} (process ${state.pid}). \`npm run status\` shows it, \`npm run stop\` ends it.`,
    );
  }
  await endProcesses(state.processes.filter(({ health }) => health !== null));
  await endProcesses(state.processes.filter(({ health }) => health === null));
  forgetState(settings.folder);
}

function forgetData(settings: Settings): void {
  for (const name of ['media', 'catalogue', 'sandbox', 'logs', 'secrets.json'])
    rmSync(join(settings.folder, name), { recursive: true, force: true });
  rmSync(postgresData(settings.folder), { recursive: true, force: true });
}

function forgetBuilds(): void {
  for (const path of ['apps/storefront/.next', 'apps/admin/.next', '.turbo']) rmSync(join(root, path), { recursive: true, force: true });
}

function neededPorts(settings: Settings, ownPostgres: boolean): PortName[] {
  return (Object.keys(portDefaults) as PortName[]).filter((name) => {
    if (name === 'POSTGRES_PORT') return ownPostgres;
    if (name === 'SANDBOX_PORT') return settings.ownProcessor;
    if (name === 'MAILBOX_PORT' || name === 'MAILBOX_SMTP_PORT') return settings.ownMailbox;
    return true;
  });
}

try {
  await up();
} catch (error) {
  process.stderr.write(`${error instanceof SetupError ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
