import { Counter, Gauge, register } from 'prom-client';
import type { AnswerCache } from './cache/answer-cache.ts';
import type { OrderStreams } from './live/order-streams.ts';

export const cacheHits = new Counter({
  name: 'tradewind_gateway_cache_hits_total',
  help: 'Answers given from the cache without anybody looking at the request',
});

export const rateLimited = new Counter({
  name: 'tradewind_gateway_rate_limited_total',
  help: 'Requests refused for their number',
});

/** Figures that are read when somebody asks for them. */
export function measure({ cache, streams }: { cache: AnswerCache; streams: OrderStreams }): void {
  const gauges = [
    { name: 'tradewind_gateway_cache_bytes', help: 'Bytes of kept answers', read: () => cache.size().bytes },
    { name: 'tradewind_gateway_cache_entries', help: 'Kept answers', read: () => cache.size().entries },
    { name: 'tradewind_gateway_order_streams', help: 'Open live streams', read: () => streams.size() },
  ];
  for (const { name, help, read } of gauges) {
    register.removeSingleMetric(name);
    new Gauge({
      name,
      help,
      collect() {
        this.set(read());
      },
    });
  }
}
