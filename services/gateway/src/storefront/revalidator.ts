import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@tradewind/service';

const gatherMs = 100;
const everyMs = 1_000;
const timeoutMs = 5_000;
/** Milliseconds before the second, third and fourth try. */
const waits = [250, 1_000, 3_000];

export interface RevalidatorOptions {
  /** The storefront's address. */
  readonly url: string;
  /** Shared with the storefront; signs each call. */
  readonly secret: string;
  readonly log: Logger;
  /** Told of the tags just before the storefront is: what it asks for then must be new. */
  readonly beforeSend: (tags: readonly string[]) => void;
}

/**
 * Tells the storefront which of its pages are old: `POST /api/revalidate` with `{tags}`, signed as hex HMAC-SHA256 of the body
 * in `x-tradewind-signature`. At most one call a second; what comes meanwhile goes with the next. Failures are logged.
 */
export function createRevalidator({ url, secret, log, beforeSend }: RevalidatorOptions) {
  const endpoint = new URL('/api/revalidate', url);
  const stopped = new AbortController();
  let gathered = new Set<string>();
  let sending: Promise<void> | null = null;

  async function post(body: string): Promise<void> {
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-tradewind-signature': signature };
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(endpoint, { method: 'POST', headers, body, signal });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The storefront answered ${response.status}`);
  }

  async function send(tags: readonly string[]): Promise<void> {
    const body = JSON.stringify({ tags });
    for (const wait of [...waits, null]) {
      try {
        beforeSend(tags);
        return await post(body);
      } catch (err) {
        if (wait === null || stopped.signal.aborted) return log.warn({ err, tags }, 'the storefront was not told of changes');
        await sleep(wait, undefined, { signal: stopped.signal }).catch(() => undefined);
      }
    }
  }

  async function run(): Promise<void> {
    await sleep(gatherMs, undefined, { signal: stopped.signal }).catch(() => undefined);
    while (gathered.size > 0) {
      const tags = [...gathered].sort();
      gathered = new Set();
      await send(tags);
      if (!stopped.signal.aborted) await sleep(everyMs, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
    sending = null;
  }

  return {
    /** Marks pages by their tags. */
    add(tags: readonly string[]): void {
      for (const tag of tags) gathered.add(tag);
      sending ??= run();
    },
    /** Sends what is left, without waiting between tries. */
    async close(): Promise<void> {
      stopped.abort();
      await sending;
    },
  };
}
