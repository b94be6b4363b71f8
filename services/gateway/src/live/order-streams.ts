import { PassThrough } from 'node:stream';
import { TradewindError } from '@tradewind/contracts/errors';
import type { order } from '@tradewind/contracts/schemas';
import type { OrderFeed } from './order-feed.ts';

export interface StreamOptions {
  readonly orderId: string;
  /** Who is connected: bounded by it. */
  readonly client: string;
  /** Reads the order as the one who opened the stream. */
  readonly read: () => Promise<order.Order>;
}

const limits = { perClient: 100, inAll: 5_000 };
const heartbeatMs = 15_000;
const retryMs = 1_000;
/** A stream ends by itself, and its client comes back: what the bus may have lost meanwhile is healed by that. */
const lifetimeMs = 600_000;
/** A client that reads slower than this many bytes behind is let go. */
const maxBacklog = 1_048_576;
/** Failures that pass: the stream stays, and the order is read again. */
const passing: ReadonlySet<string> = new Set(['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'INTERNAL', 'RATE_LIMITED']);

/**
 * Orders as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): `event: order` with the
 * order's JSON, once at the start and then after each change; comments as heartbeat.
 */
export function createOrderStreams(feed: OrderFeed) {
  const open = new Map<string, number>();
  const streams = new Set<PassThrough>();

  function admit(client: string): void {
    const mine = open.get(client) ?? 0;
    if (mine >= limits.perClient || streams.size >= limits.inAll) {
      throw new TradewindError('RATE_LIMITED', 'Too many live streams are open.', { retryAfter: 10 });
    }
    open.set(client, mine + 1);
  }

  function leave(client: string): void {
    const left = (open.get(client) ?? 1) - 1;
    if (left > 0) open.set(client, left);
    else open.delete(client);
  }

  return {
    /** @throws RATE_LIMITED, and what reading the order throws: nobody gets a stream of what they may not see. */
    async open({ orderId, client, read }: StreamOptions): Promise<PassThrough> {
      admit(client);
      const stream = new PassThrough();
      let stale = false;
      let reading = true;
      let last = '';

      // Watched before it is read, so that no change falls between.
      const unwatch = feed.watch(orderId, () => {
        stale = true;
        void refresh();
      });

      function send(value: order.Order): void {
        const json = JSON.stringify(value);
        if (json === last) return;
        last = json;
        stream.write(`event: order\ndata: ${json}\n\n`);
        if (stream.writableLength > maxBacklog) stream.end();
      }

      async function refresh(): Promise<void> {
        if (reading) return;
        reading = true;
        try {
          while (stale && !stream.writableEnded && !stream.destroyed) {
            stale = false;
            send(await read());
          }
        } catch (error) {
          if (error instanceof TradewindError && passing.has(error.code)) {
            stale = true;
            setTimeout(() => void refresh(), retryMs).unref();
          } else stream.end();
        } finally {
          reading = false;
        }
      }

      const heartbeat = setInterval(() => stream.write(': still here\n\n'), heartbeatMs);
      const end = setTimeout(() => stream.end(), lifetimeMs);
      streams.add(stream);
      stream.once('close', () => {
        unwatch();
        clearInterval(heartbeat);
        clearTimeout(end);
        streams.delete(stream);
        leave(client);
      });

      try {
        const first = await read();
        stream.write(`retry: ${retryMs}\n`);
        send(first);
      } catch (error) {
        stream.destroy();
        throw error;
      }
      reading = false;
      if (stale) void refresh();
      return stream;
    },

    /** Ends every stream, for the drain. */
    end(): void {
      for (const stream of streams) stream.end();
    },

    size: () => streams.size,
  };
}

export type OrderStreams = ReturnType<typeof createOrderStreams>;
