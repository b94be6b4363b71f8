import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { birthOf, endProcesses, SetupError } from '@tradewind/backends';
import type { ProcessSpec } from './processes.ts';
import { createRestartPause } from './restart-pause.ts';
import type { ProcessState } from './state.ts';

interface Running {
  readonly spec: ProcessSpec;
  child: ChildProcess;
  birth: string;
  startedAt: string;
  restarts: number;
  readonly pause: ReturnType<typeof createRestartPause>;
}

/** Starts processes, restarts those that die, and ends them all. */
export interface Supervisor {
  start(spec: ProcessSpec): void;
  /** Resolves when the process says that it is ready. @throws SetupError with the end of its log when it does not. */
  untilReady(name: string, patienceMs?: number): Promise<void>;
  states(): ProcessState[];
  stop(): Promise<void>;
}

const preload = new URL('./end-with-parent.ts', import.meta.url).href;

/** The last lines of a process's log: what a person needs when it did not start. */
function logTail(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(-12).join('\n') : '';
}

export function createSupervisor(options: { logs: string; changed: () => void; say: (line: string) => void }): Supervisor {
  const running = new Map<string, Running>();
  let stopping = false;
  mkdirSync(options.logs, { recursive: true });
  const logFile = (name: string) => join(options.logs, `${name}.log`);

  function launch(spec: ProcessSpec): ChildProcess {
    const log = openSync(logFile(spec.name), 'a');
    const child = spawn(process.execPath, ['--import', preload, ...spec.arguments], {
      cwd: spec.folder,
      env: spec.environment,
      // A group of its own: Ctrl-C in the terminal ends `up`, and `up` ends the others in order.
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    child.once('exit', (code, signal) => void revive(spec.name, signal ?? `exit code ${code}`));
    return child;
  }

  async function revive(name: string, cause: string): Promise<void> {
    const entry = running.get(name);
    if (stopping || !entry) return;
    entry.restarts += 1;
    options.say(`${name} ended (${cause}) and is started again; its log is ${logFile(name)}`);
    await sleep(entry.pause.after(Date.now() - Date.parse(entry.startedAt)));
    if (stopping) return;
    entry.child = launch(entry.spec);
    entry.birth = birthOf(entry.child.pid ?? 0) ?? '';
    entry.startedAt = new Date().toISOString();
    options.changed();
  }

  return {
    start(spec) {
      if (existsSync(logFile(spec.name))) renameSync(logFile(spec.name), join(options.logs, `${spec.name}.previous.log`));
      const child = launch(spec);
      const birth = birthOf(child.pid ?? 0) ?? '';
      running.set(spec.name, { spec, child, birth, startedAt: new Date().toISOString(), restarts: 0, pause: createRestartPause() });
      options.changed();
    },

    async untilReady(name, patienceMs = 90_000) {
      const entry = running.get(name);
      if (!entry) throw new SetupError(`${name} was not started`);
      const deadline = Date.now() + patienceMs;
      let last = 'it did not answer';
      while (Date.now() < deadline && entry.restarts < 3) {
        try {
          const answer = await fetch(entry.spec.health, { signal: AbortSignal.timeout(5_000) });
          if (answer.ok) return;
          last = await answer.text();
        } catch {
          // Not listening yet.
        }
        await sleep(100);
      }
      throw new SetupError(`${name} is not ready: ${last}\n${logTail(logFile(name))}`);
    },

    states() {
      return [...running.values()].map(({ spec, child, birth, startedAt, restarts }) => ({
        name: spec.name,
        pid: child.pid ?? 0,
        address: spec.address,
        health: spec.health,
        startedAt,
        restarts,
        birth,
      }));
    },

    async stop() {
      stopping = true;
      // The outside first, so that nobody is sent to a service that is gone.
      for (const names of [['storefront', 'admin'], ['gateway'], ['order', 'notification'], ['user', 'product', 'payment'], ['sandbox']]) {
        const group = [...running.values()].filter(({ spec }) => names.includes(spec.service));
        await endProcesses(group.map(({ child, birth }) => ({ pid: child.pid ?? 0, birth })));
      }
    },
  };
}
