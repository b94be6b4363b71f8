import { createHash } from 'node:crypto';
import type { Kept } from '@tradewind/service';
import { LRUCache } from 'lru-cache';

/** A serialized answer, ready to be sent. */
export interface Answer {
  readonly body: Buffer;
  /** A strong entity tag of the body (RFC 9110, section 8.8.3). */
  readonly etag: string;
}

/** Asks for an answer's JSON text, which somebody else may have loaded a while ago. */
export type Loader = () => Promise<Kept>;

/** What an answer speaks of, so that an event knows which it makes stale: one product, or many. */
export type Subject = `product:${string}` | 'lists' | 'categories';

interface Load {
  readonly startedAt: number;
  readonly answer: Promise<Answer>;
  /** When an event first said that what is being loaded may be old already. */
  overtakenAt: number | null;
}

interface Slot {
  readonly subject: Subject;
  answer: Answer | null;
  /** When the load that gave the answer began, here or elsewhere. */
  loadedAt: number;
  /** Since when an event has made the answer old; null while none has. */
  staleSince: number | null;
  load: Load | null;
}

export interface AnswerCacheOptions {
  /** Bound of all bodies together, in bytes. */
  readonly maxBytes: number;
  /** An answer that no event has renewed is asked for again after this many milliseconds: events are not trusted alone. */
  readonly maxAgeMs: number;
  /** Told of a refresh in the background that failed. */
  readonly onError?: (error: unknown) => void;
  readonly now?: () => number;
}

/** A stale answer is served for this long while it is renewed behind the scenes; after it, readers wait for the new one. */
const graceMs = 1_000;
/** A hot answer is renewed at most this often. */
const minRefreshMs = 500;
/** What is merely old, while its service does not answer, is better than nothing for this long. */
const maxUnreachableMs = 300_000;
/** Keys and bookkeeping of an entry, roughly. */
const overheadBytes = 512;

/**
 * Serialized answers, bounded by bytes. Each is loaded once however many ask (single flight), renewed when an event says so,
 * and never given out more than two seconds after an event that it does not know of: what was loaded before an event is
 * served for one more second at most, and a load that an event has overtaken does not count as new.
 */
export function createAnswerCache({ maxBytes, maxAgeMs, onError = () => {}, now = Date.now }: AnswerCacheOptions) {
  const slots = new LRUCache<string, Slot>({ maxSize: maxBytes, sizeCalculation: sizeOf });

  function begin(key: string, slot: Slot, loader: Loader): Load {
    const startedAt = now();
    const answer = loader().then(
      ({ text, ageMs }) => {
        const body = Buffer.from(text);
        slot.answer = { body, etag: `"${createHash('sha1').update(body).digest('base64url')}"` };
        slot.loadedAt = startedAt - ageMs;
        slot.staleSince = load.overtakenAt;
        slot.load = null;
        // Setting what is there already would keep the size of before.
        slots.delete(key);
        slots.set(key, slot);
        return slot.answer;
      },
      (error: unknown) => {
        slot.load = null;
        if (!slot.answer && slots.peek(key) === slot) slots.delete(key);
        throw error;
      },
    );
    const load: Load = { startedAt, answer, overtakenAt: null };
    slot.load = load;
    return load;
  }

  /** Since when the slot's answer has been old, by event or by age; null when it is not. */
  function oldSince(slot: Slot): number | null {
    const expiry = slot.loadedAt + maxAgeMs;
    if (slot.staleSince !== null) return Math.min(slot.staleSince, expiry);
    return now() >= expiry ? expiry : null;
  }

  async function fresh(key: string, slot: Slot, loader: Loader): Promise<Answer> {
    try {
      const joined = slot.load ?? begin(key, slot, loader);
      const answer = await joined.answer;
      const overtaken = joined.overtakenAt;
      if (overtaken === null || now() - overtaken <= graceMs) return answer;
      return await (slot.load ?? begin(key, slot, loader)).answer;
    } catch (error) {
      if (slot.answer && slot.staleSince === null && now() - slot.loadedAt < maxAgeMs + maxUnreachableMs) return slot.answer;
      throw error;
    }
  }

  return {
    /** The answer if it can be given at once; a stale one is renewed by `loader` behind the scenes. */
    peek(key: string, loader: Loader): Answer | null {
      const slot = slots.get(key);
      if (!slot?.answer) return null;
      const since = oldSince(slot);
      if (since === null) return slot.answer;
      const time = now();
      if (!slot.load && time - slot.loadedAt >= minRefreshMs) begin(key, slot, loader).answer.catch(onError);
      // An answer known to be old by event gets no more than its grace; one that merely aged may bridge a slow renewal as well.
      return time - since <= graceMs ? slot.answer : null;
    },

    /** The answer, loaded when it is not there or too old. @throws what the loader throws. */
    async read(key: string, subject: Subject, loader: Loader): Promise<Answer> {
      const ready = this.peek(key, loader);
      if (ready) return ready;
      let slot = slots.get(key);
      if (!slot) {
        slot = { subject, answer: null, loadedAt: 0, staleSince: null, load: null };
        slots.set(key, slot);
      }
      return fresh(key, slot, loader);
    },

    /** Makes old what speaks of any of these; without `grace` nobody is given it once more. */
    invalidate(subjects: ReadonlySet<Subject>, { grace = true } = {}): void {
      const time = grace ? now() : now() - graceMs - 1;
      for (const slot of slots.values()) {
        if (!subjects.has(slot.subject)) continue;
        slot.staleSince = Math.min(slot.staleSince ?? time, time);
        if (slot.load) slot.load.overtakenAt = Math.min(slot.load.overtakenAt ?? time, time);
      }
    },

    /** How much is kept. */
    size: () => ({ entries: slots.size, bytes: slots.calculatedSize }),
  };
}

export type AnswerCache = ReturnType<typeof createAnswerCache>;

function sizeOf(slot: Slot, key: string): number {
  return (slot.answer?.body.length ?? 0) + key.length * 2 + overheadBytes;
}
