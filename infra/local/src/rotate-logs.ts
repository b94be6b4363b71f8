import { closeSync, openSync, readdirSync, readSync, renameSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** How much is kept of each log, and as much beside it, as docs/retention.md tells it. */
export const retention = { logMegabytes: 10 } as const;
const maxLogBytes = retention.logMegabytes * 1_000_000;
const chunkBytes = 1_000_000;

/** Copies the whole lines at the end of a file, those that are added meanwhile as well. */
function copyEnd(from: string, to: string, maxBytes: number): void {
  const [source, target] = [openSync(from, 'r'), openSync(to, 'w')];
  try {
    const chunk = Buffer.alloc(chunkBytes);
    let position = statSync(from).size - maxBytes;
    // It begins in the middle of a line.
    position += chunk.subarray(0, readSync(source, chunk, 0, chunk.length, position)).indexOf('\n') + 1;
    for (let length = 1; length > 0; position += length) {
      length = readSync(source, chunk, 0, chunk.length, position);
      writeSync(target, chunk, 0, length);
    }
  } finally {
    closeSync(source);
    closeSync(target);
  }
}

/**
 * Cuts every `<name>.log` of a folder that is too long, and keeps its end as `<name>.previous.log`, in place of the one before. Who
 * writes has opened the file for appending and goes on at its new end; a line that comes between the copy and the cut is lost.
 */
export function rotateLogs(folder: string, maxBytes = maxLogBytes): void {
  for (const file of readdirSync(folder).filter((name) => /^[^.]+\.log$/.test(name))) {
    const log = join(folder, file);
    if (statSync(log).size <= maxBytes) continue;
    const previous = join(folder, file.replace(/\.log$/, '.previous.log'));
    try {
      copyEnd(log, `${previous}.new`, maxBytes);
      renameSync(`${previous}.new`, previous);
    } catch {
      // A full disk, most likely: then room matters more than what was said.
      rmSync(`${previous}.new`, { force: true });
    }
    truncateSync(log);
  }
}

/** Keeps a folder's logs short until the returned function is called. */
export function keepLogsShort(folder: string, { maxBytes = maxLogBytes, everyMs = 5_000 } = {}): () => void {
  const timer = setInterval(() => {
    try {
      rotateLogs(folder, maxBytes);
    } catch {
      // Somebody took a log or the folder away: there is nothing to cut.
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
