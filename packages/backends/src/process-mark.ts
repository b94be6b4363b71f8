import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** A process, and when it began: ids are used again, ids and births together are not. */
export interface ProcessMark {
  readonly pid: number;
  readonly birth: string;
}

/** When a process began, in the system's own words; undefined when there is none, or only its remains. */
export function birthOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
    if (process.platform === 'win32') return 'unknown';
    if (existsSync('/proc/self/stat')) {
      // Fields after the name, which may hold anything: the state is the first, the start in clock ticks the twentieth (proc(5)).
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      return fields[0] === 'Z' ? undefined : fields[19];
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** Whether a process lives and is still the one that was written down. */
export function isAlive({ pid, birth }: ProcessMark): boolean {
  return birth !== '' && birthOf(pid) === birth;
}

/** Asks processes to end, by SIGTERM unless told, waits for it, and insists after a while, 20 s unless told. */
export async function endProcesses(
  processes: readonly ProcessMark[],
  options: { signal?: NodeJS.Signals; patienceMs?: number } = {},
): Promise<void> {
  let left = processes.filter(isAlive);
  const send = (signal: NodeJS.Signals) => {
    for (const { pid } of left) {
      try {
        process.kill(pid, signal);
      } catch {
        // It ended by itself in between.
      }
    }
  };
  send(options.signal ?? 'SIGTERM');
  const deadline = Date.now() + (options.patienceMs ?? 20_000);
  while (left.length > 0) {
    if (Date.now() > deadline) send('SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 50));
    left = left.filter(isAlive);
  }
}
