import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freeOffset } from '../../infra/local/src/platform.ts';
import { isFree } from '../../infra/local/src/ports.ts';
import { portDefaults } from '../../infra/local/src/settings.ts';
import { readState } from '../../infra/local/src/state.ts';
import { eventually } from '../shop.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, '.tradewind/lifecycle');

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<Ended>;
}

/** One of the starter's commands, in an installation of this test's own. */
function start(command: 'up' | 'status' | 'stop', environment: NodeJS.ProcessEnv, args: readonly string[] = []): Started {
  return run(process.execPath, [join(root, `infra/local/src/${command}.ts`), ...args], environment);
}

function run(program: string, args: readonly string[], environment: NodeJS.ProcessEnv): Started {
  const child = spawn(program, args, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  return { child, output: () => output, ended };
}

async function untilReady(up: Started): Promise<void> {
  await eventually(async () => {
    if (up.child.exitCode !== null) throw new Error(up.output());
    expect(up.output()).toMatch(/^Tradewind is ready/m);
  }, 110_000);
}

describe('up', () => {
  let environment: NodeJS.ProcessEnv;
  let ports: number[];
  beforeAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    const offset = await freeOffset(6_000);
    ports = Object.values(portDefaults).map((port) => port + offset);
    // What this suite itself runs under names another shop: none of that may leak in.
    const { PATH, HOME } = process.env;
    environment = {
      PATH,
      HOME,
      TRADEWIND_DATA_DIR: folder,
      ...Object.fromEntries(Object.entries(portDefaults).map(([name, port]) => [name, String(port + offset)])),
    };
  });
  afterAll(async () => {
    await start('stop', environment).ended;
    rmSync(folder, { recursive: true, force: true });
  });

  it('names a port that somebody else has, and what to set', async () => {
    const port = Number(environment.ORDER_PORT);
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    const { code, output } = await start('up', environment).ended;
    server.close();
    await once(server, 'close');
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} is taken by another program. Set ORDER_PORT`);
    expect((await start('status', environment).ended).code).toBe(1);
  });

  it('runs once in a folder, tells how it feels, survives being killed, and leaves nothing behind', async () => {
    const first = start('up', environment);
    await untilReady(first);
    const second = await start('up', environment).ended;
    expect(second.code).toBe(1);
    expect(second.output).toContain('runs already');
    const status = await start('status', environment).ended;
    expect(status.output).toMatch(/storefront.*ready/);
    expect(status.code).toBe(0);
    // The second one must not have ended what the first one runs.
    expect(readState(folder)?.pid).toBe(first.child.pid);

    first.child.kill('SIGKILL');
    await first.ended;
    const again = start('up', environment);
    await untilReady(again);
    expect((await start('status', environment).ended).code).toBe(0);
    const stopped = await start('stop', environment).ended;
    expect(stopped.output).toContain('has stopped');
    expect((await again.ended).code).toBe(0);
    for (const port of ports) expect(await isFree(port), `port ${port}`).toBe(true);
    expect(readState(folder)).toBeUndefined();
  }, 300_000);

  it('ends with npm, which is all that a supervisor knows: its shell passes no signal on', async () => {
    const up = run('npm', ['run', 'up'], environment);
    await untilReady(up);
    up.child.kill('SIGTERM');
    await eventually(async () => expect(readState(folder)).toBeUndefined(), 30_000);
    for (const port of ports) expect(await isFree(port), `port ${port}`).toBe(true);
  }, 200_000);

  it('with --profile full runs Redis and Kafka too, starts them again when they die, and leaves nothing behind', async ({ skip }) => {
    const full = ['--profile', 'full'];
    const up = start('up', environment, full);
    await Promise.race([untilReady(up).catch(() => undefined), up.ended]);
    const missing = /^.*(?:or set REDIS_URL|or set KAFKA_BROKERS).*$/m.exec(up.output())?.[0];
    if (missing !== undefined) skip(missing);
    await untilReady(up);
    const backends = () => (readState(folder)?.processes ?? []).filter(({ health }) => health === null);
    expect(backends().map(({ name }) => name)).toEqual(['postgres', 'redis', 'kafka']);

    for (const { pid } of backends()) process.kill(pid, 'SIGKILL');
    await eventually(async () => expect(backends().map(({ restarts }) => restarts)).toEqual([1, 1, 1]), 60_000);
    await eventually(async () => expect((await start('status', environment).ended).code).toBe(0), 60_000);

    up.child.kill('SIGKILL');
    await up.ended;
    const again = start('up', environment, full);
    await untilReady(again);
    expect((await start('stop', environment).ended).output).toContain('has stopped');
    expect((await again.ended).code).toBe(0);
    expect(readState(folder)).toBeUndefined();
    for (const port of ports) expect(await isFree(port), `port ${port}`).toBe(true);
  }, 400_000);
});
