import { createHash, randomUUID } from 'node:crypto';
import type { Logger } from '../log.ts';
import { sharedCache } from '../metrics.ts';
import { isConnected, openRedis } from '../redis/open-redis.ts';
import { defineScript } from '../redis/script.ts';
import { change, keep, read } from './scripts.ts';

/** A text, and how many milliseconds ago its loading began. */
export interface Kept {
  readonly text: string;
  readonly ageMs: number;
}

/**
 * Answers that all processes of a service share, so that what one has loaded the others need not ask for. It promises no more than
 * that a process which has told it of a change is never given what was loaded before, and it may know nothing at any time.
 */
export interface SharedCache {
  /** What is kept under a key, else what `load` gives, which is then kept for all. `subject` is what it speaks of. @throws what `load` throws */
  through(key: string, subject: string, load: () => Promise<string>): Promise<Kept>;
  /** Forgets what speaks of these. All who hear of an event tell it; it counts once. */
  changed(eventId: string, subjects: readonly string[]): void;
  close(): Promise<void>;
}

export interface SharedCacheOptions {
  readonly service: string;
  /** Without it nothing is shared. */
  readonly redisUrl?: string | undefined;
  /** Nothing is kept for longer: changes are not trusted to be heard of. */
  readonly maxAgeMs: number;
  readonly log: Logger;
}

/** A reader waits no longer for it. */
const answerWithinMs = 50;
const connectWithinMs = 1_000;
/** After a failure it is left alone for so long. */
const pauseMs = 1_000;
/** Answers have their places by a hash of their key, marks of change by one of their subject: so both are bounded, whatever is asked for. */
const places = 2_048;
const marks = 1_024;
const maxTextLength = 65_536;
/** A process that has just begun to listen may have missed what others are about to tell: what it is given then is not to last. */
const youngMs = 3_000;
const briefMs = 500;

const digestOf = (text: string) => createHash('sha256').update(text).digest();
const placeOf = (text: string, count: number) => digestOf(text).readUInt32BE(0) % count;

/** Opens the answers that a service's processes share in Redis. A Redis that is away is no reason to fail. */
export async function openSharedCache({ service, redisUrl, maxAgeMs, log }: SharedCacheOptions): Promise<SharedCache> {
  if (redisUrl === undefined) {
    return { through: async (_key, _subject, load) => ({ text: await load(), ageMs: 0 }), changed: () => {}, close: async () => {} };
  }
  const prefix = `tradewind:cache:${service}`;
  const redis = openRedis({ url: redisUrl, purpose: `${service}:cache`, log, answerWithinMs });
  const scripts = { read: defineScript(redis, 'readShared', read), keep: defineScript(redis, 'keepShared', keep) };
  const openedAt = performance.now();
  let askAgainAt = 0;
  const leaveAlone = () => {
    askAgainAt = performance.now() + pauseMs;
  };
  let isInDoubt = false;
  const doubt = () => {
    isInDoubt = true;
  };
  // A server that was killed may come back without the last changes that it was told of.
  redis.on('close', doubt);
  await isConnected(redis, connectWithinMs);

  /** Without its marks nothing is found any more. To be sent before the next question: Redis answers in that order. */
  function forgetAll(): void {
    isInDoubt = false;
    redis.del(prefix).catch(doubt);
  }

  /** @returns what is kept, or the mark under which what is loaded from now on may be kept; null when Redis does not say. */
  async function look(place: string, key: string, mark: number): Promise<Kept | string | null> {
    if (performance.now() < askAgainAt) return null;
    if (isInDoubt) forgetAll();
    try {
      // The cast: what the script answers.
      const [current, text, leftMs] = (await scripts.read([place, prefix], [key, mark, randomUUID()])) as [string, string?, number?];
      // What was sent before has been answered before: a change that was not taken is known by now.
      if (isInDoubt) return null;
      if (text === undefined || leftMs === undefined) return current;
      const ageMs = Math.max(0, maxAgeMs - leftMs);
      return { text, ageMs: performance.now() - openedAt < youngMs ? Math.max(ageMs, maxAgeMs - briefMs) : ageMs };
    } catch {
      leaveAlone();
      return null;
    }
  }

  return {
    async through(key, subject, load) {
      const place = `${prefix}:${placeOf(key, places)}`;
      const name = digestOf(key).toString('base64url');
      const found = await look(place, name, placeOf(subject, marks));
      if (typeof found === 'object' && found !== null) {
        sharedCache.inc({ outcome: 'hit' });
        return found;
      }
      sharedCache.inc({ outcome: found === null ? 'away' : 'miss' });
      const startedAt = performance.now();
      const text = await load();
      const leftMs = Math.floor(maxAgeMs - (performance.now() - startedAt));
      if (found !== null && leftMs > 0 && text.length <= maxTextLength) {
        scripts.keep([place], [name, found, text, leftMs]).catch(leaveAlone);
      }
      return { text, ageMs: 0 };
    },
    changed(eventId, subjects) {
      if (subjects.length === 0) return;
      const keys = [`${prefix}:event:${eventId}`, prefix];
      // Whole, not by its digest: where Redis has forgotten that, a second attempt would come after reads that were sent meanwhile.
      redis.eval(change, keys.length, ...keys, maxAgeMs, randomUUID(), ...subjects.map((subject) => placeOf(subject, marks))).catch(doubt);
    },
    close: async () => redis.disconnect(),
  };
}
