import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { orDiskFull } from './disk-full.ts';
import { birthOf, endProcesses, isAlive, type ProcessMark } from './process-mark.ts';
import { SetupError } from './setup-error.ts';

/** A backend that runs on this machine and answers. */
export interface Backend {
  /** What its clients connect to; for Kafka the list of brokers. */
  readonly url: string;
  readonly pid: number;
  readonly birth: string;
  readonly process: ChildProcess;
  /** The folder of its data. */
  readonly data: string;
  /** Ends it in good order. Its data stays, and it can be started on it again. */
  stop(): Promise<void>;
}

/** Where a backend keeps its things, and how long it lives. */
export interface Place {
  /** Where an installation keeps its things: the data goes into a folder in it that is named after the backend, and is made if there is none. */
  readonly folder: string;
  readonly port: number;
  /** What it says is appended here. */
  readonly logFile: string;
  /** For tests: it ends with this process, however that ends, and when that was killed, data and log are removed. Otherwise it outlives a starter that was killed. */
  readonly throwAway?: boolean;
}

interface Server {
  /** The name that people know it by. */
  readonly title: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly url: string;
  /** The folder of its data. */
  readonly data: string;
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  /** Rejects until it can be used. */
  readonly answers: () => Promise<unknown>;
  /** What it says when it does not start for a reason that passes by itself: then it is tried again for a while. */
  readonly passing?: RegExp;
}

const patienceMs = 60_000;

/** Ends a server, and removes what it left, when standard input closes before a line came: then the starter was killed. */
const watcher = `
  read -r line && exit
  kill -INT "$1"; tries=0
  while kill -0 "$1" 2>/dev/null && [ "$tries" -lt 300 ]; do tries=$((tries + 1)); sleep 0.1; done
  kill -KILL "$1" 2>/dev/null
  rm -rf "$2" "$3"; rmdir "$4"`;

const markFile = (data: string) => join(data, 'server.pid');

/** A server that was left behind when its starter was killed holds the data: it is asked to end, and waited for. */
export async function endLeftover(data: string): Promise<void> {
  const file = markFile(data);
  if (!existsSync(file)) return;
  const [pid, birth] = readFileSync(file, 'utf8').split('\n');
  await endProcesses([{ pid: Number(pid), birth: birth ?? '' }], { signal: 'SIGINT', patienceMs: 30_000 });
  rmSync(file, { force: true });
}

/** Starts a server on its data and resolves when it answers. @throws SetupError with the end of its log when it does not. */
export async function startServer(place: Place, server: Server): Promise<Backend> {
  for (const deadline = Date.now() + patienceMs; ; await sleep(100)) {
    const begin = existsSync(place.logFile) ? statSync(place.logFile).size : 0;
    const { backend, failure } = await attempt(place, server);
    if (backend) return backend;
    const log = readFileSync(place.logFile).subarray(begin).toString();
    if (server.passing?.test(log) && Date.now() < deadline) continue;
    const said = failure?.message ?? log.trim().split('\n').slice(-5).join('\n');
    throw new SetupError(orDiskFull(said, `${server.title} did not start:\n${said}`));
  }
}

async function attempt(place: Place, server: Server): Promise<{ backend?: Backend; failure?: Error | undefined }> {
  const log = openSync(place.logFile, 'a');
  const child = spawn(server.command, server.arguments, {
    ...server.user,
    cwd: server.data,
    // Ctrl-C reaches the whole group of the terminal; backends are to end last, so each is in a group of its own.
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  const mark: ProcessMark = { pid: child.pid ?? 0, birth: birthOf(child.pid ?? 0) ?? '' };
  writeFileSync(markFile(server.data), `${mark.pid}\n${mark.birth}\n`);
  const dismissWatcher = place.throwAway === true ? watch(mark.pid, [server.data, place.logFile, place.folder]) : () => undefined;
  child.once('exit', () => dismissWatcher());
  const stop = async () => {
    await endProcesses([mark], { signal: 'SIGINT', patienceMs });
    if (child.pid !== undefined) await ended;
    rmSync(markFile(server.data), { force: true });
  };

  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline && isAlive(mark)) {
    try {
      await server.answers();
      return { backend: { url: server.url, ...mark, process: child, data: server.data, stop } };
    } catch {
      await sleep(50);
    }
  }
  await stop();
  return { failure };
}

function watch(pid: number, paths: readonly string[]): () => void {
  const child = spawn('sh', ['-c', watcher, 'watcher', String(pid), ...paths], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  child.stdin.on('error', () => undefined);
  return () => child.stdin.end('gone\n');
}
