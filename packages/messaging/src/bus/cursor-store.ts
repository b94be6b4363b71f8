import type { Logger } from '@tradewind/service';
import type { Session } from '../session.ts';
import { moveCursors } from './shares.ts';

/** A partition that is ours. */
export interface Held {
  /** Everything up to here is settled. */
  position: number;
  /** Up to here that is stored. */
  stored: number;
  /** A batch of it is being read or delivered. */
  busy: boolean;
  /** There may be more to read. */
  woken: boolean;
  /** It goes to another member as soon as it is not busy. */
  leaving: boolean;
}

/** Settled positions are stored this much later, many at once: after a crash these events come again, and the inbox knows them. */
const laterMs = 100;

interface CursorStore {
  now(): Promise<void>;
  /** @param failed hears why it could not be done. */
  later(failed: (error: unknown) => void): void;
}

/** Stores how far a group has settled the partitions that this process holds. */
export function cursorStore(options: {
  group: string;
  held: ReadonlyMap<number, Held>;
  session(): Session | undefined;
  log: Logger;
}): CursorStore {
  const { group, held, session, log } = options;
  let last: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  async function store(): Promise<void> {
    const via = session();
    const dirty = [...held].filter(([, { position, stored }]) => position > stored);
    if (!via || dirty.length === 0) {
      return;
    }
    const moves = dirty.map(([partition, { stored, position }]) => ({ partition, from: stored, to: position }));
    const moved = await moveCursors(via, group, moves);
    for (const [partition, entry] of dirty) {
      const move = moves.find((one) => one.partition === partition);
      if (move && moved.has(partition)) {
        entry.stored = move.to;
      } else if (held.get(partition) === entry) {
        log.warn({ group, partition }, 'a cursor is not where it was left: starting from what is stored');
        via.abandon();
      }
    }
  }

  function now(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    last = last.catch(() => undefined).then(store);
    return last;
  }

  return {
    now,
    later: (failed) => {
      timer ??= setTimeout(() => now().catch(failed), laterMs);
    },
  };
}
