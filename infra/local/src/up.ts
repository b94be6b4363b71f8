import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { birthOf, SetupError } from '@tradewind/backends';
import { Listr, PRESET_TIMER } from 'listr2';
import { backends, createBackends } from './backends.ts';
import { buildApps } from './build.ts';
import { claim, forgetBuilds, forgetData } from './claim.ts';
import { makeDatabases, migrateDatabases } from './databases.ts';
import { requirePorts } from './ports.ts';
import { processSpecs } from './processes.ts';
import { readyText } from './ready-text.ts';
import { keepLogsShort } from './rotate-logs.ts';
import { loadSecrets } from './secrets.ts';
import { seed } from './seed.ts';
import { type BackendName, type DatabaseName, type PortName, portDefaults, type Settings, settingsFrom } from './settings.ts';
import { requireSpace } from './space.ts';
import { forgetState, writeState } from './state.ts';
import { createSupervisor } from './supervisor.ts';

const started = Date.now();
const startedAt = new Date(started).toISOString();

async function up(): Promise<void> {
  const { values } = parseArgs({
    options: { fresh: { type: 'boolean' }, 'fresh-data': { type: 'boolean' }, dev: { type: 'boolean' }, profile: { type: 'string' } },
  });
  const settings = settingsFrom(process.env, values.profile);
  await claim(settings.folder);
  requireSpace(settings.folder);
  if (values.fresh || values['fresh-data']) forgetData(settings.folder);
  if (values.fresh) forgetBuilds();

  await requirePorts(settings, neededPorts(settings));
  const secrets = loadSecrets(settings.folder);
  const logs = join(settings.folder, 'logs');
  mkdirSync(logs, { recursive: true });
  keepLogsShort(logs);

  let ready = false;
  const changed = () => save();
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const supervisor = createSupervisor({ logs, changed, say });
  const lost = (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    void stop(1);
  };
  const own = createBackends({ settings, secrets, logs, changed, say, lost });
  const save = () =>
    writeState(settings.folder, {
      pid: process.pid,
      birth: birthOf(process.pid) ?? '',
      startedAt,
      ready,
      processes: [...own.states(), ...supervisor.states()],
    });
  save();

  let stopping: Promise<void> | undefined;
  const stop = async (code: number) => {
    stopping ??= (async () => {
      await supervisor.stop();
      await own.stop();
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

  let databases = settings.givenDatabases as Record<DatabaseName, string>;
  const specs = () => processSpecs(settings, secrets, { databases, backends: own.environment() }, values.dev === true);
  const start = async (services: readonly string[]) => {
    const chosen = specs().filter(({ service }) => services.includes(service));
    for (const spec of chosen) supervisor.start(spec);
    await Promise.all(chosen.map(({ name }) => supervisor.untilReady(name)));
  };
  const isOwn = (name: BackendName) => settings.ownBackends.includes(name);

  const tasks = new Listr(
    [
      ...usedBackends(settings).map((name) => ({
        title: `${backends[name].title}, ${isOwn(name) ? 'started here' : 'as given'}`,
        task: async () => {
          if (isOwn(name)) await own.start(name);
        },
      })),
      {
        title: 'Databases and migrations',
        task: async () => {
          databases = await makeDatabases(settings, settings.administratorUrl ?? own.environment().DATABASE_URL, secrets.database);
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
                skip: () => !isOwn('postgres') && 'databases that were given are not seeded',
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
    if (stopping !== undefined) return await stopping;
    process.stderr.write(`\n${error instanceof SetupError ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    await stop(1);
    return;
  }
  ready = true;
  save();
  process.stdout.write(readyText(settings, (Date.now() - started) / 1000));
}

/** PostgreSQL always; the others where they are started here or were given. */
function usedBackends({ ownBackends, environment }: Settings): BackendName[] {
  return (Object.keys(backends) as BackendName[]).filter(
    (name) => name === 'postgres' || ownBackends.includes(name) || environment[backends[name].variable],
  );
}

function neededPorts(settings: Settings): PortName[] {
  const unneeded = new Set<PortName>([
    ...(Object.keys(backends) as BackendName[]).filter((name) => !settings.ownBackends.includes(name)).map((name) => backends[name].port),
    ...(settings.ownProcessor ? [] : (['SANDBOX_PORT'] as const)),
    ...(settings.ownMailbox ? [] : (['MAILBOX_PORT', 'MAILBOX_SMTP_PORT'] as const)),
  ]);
  return (Object.keys(portDefaults) as PortName[]).filter((name) => !unneeded.has(name));
}

try {
  await up();
} catch (error) {
  process.stderr.write(`${error instanceof SetupError ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
