import { Counter, collectDefaultMetrics, Histogram, register } from 'prom-client';

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export const rpcDuration = new Histogram({
  name: 'tradewind_rpc_duration_seconds',
  help: 'Procedures answered, by their result',
  labelNames: ['procedure', 'code'],
  buckets,
});

export const httpDuration = new Histogram({
  name: 'tradewind_http_duration_seconds',
  help: 'HTTP requests answered, by route and status',
  labelNames: ['method', 'route', 'status'],
  buckets,
});

export const clientDuration = new Histogram({
  name: 'tradewind_client_duration_seconds',
  help: 'Calls to other services, retries included, by their result',
  labelNames: ['service', 'procedure', 'code'],
  buckets,
});

export const limitsWithoutRedis = new Counter({
  name: 'tradewind_limits_without_redis_total',
  help: 'Rate limits that Redis could not be asked about: counted in this process instead, or refused',
  labelNames: ['outcome'],
});

export const sharedCache = new Counter({
  name: 'tradewind_shared_cache_total',
  help: 'Answers looked for in the cache that processes share: found, not found, or not asked because it is away',
  labelNames: ['outcome'],
});

let collecting = false;

/** Starts the process's own figures (memory, event loop, garbage collection), once. */
export function collectProcessMetrics(): void {
  if (collecting) return;
  collecting = true;
  collectDefaultMetrics();
}

/** Everything that was counted, as Prometheus text. */
export async function renderMetrics(): Promise<{ contentType: string; text: string }> {
  return { contentType: register.contentType, text: await register.metrics() };
}
