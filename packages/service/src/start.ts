import type { AddressInfo } from 'node:net';
import type { ServiceName } from '@tradewind/contracts/permissions';
import type { AnyRouter } from '@trpc/server';
import Fastify, { type FastifyInstance } from 'fastify';
import type { TokenVerifier } from './auth.ts';
import { asTradewindError } from './errors.ts';
import { addHealth } from './health.ts';
import { addHttpBasics, refuseConnection, sendProblem } from './http.ts';
import type { Logger } from './log.ts';
import { collectProcessMetrics } from './metrics.ts';
import { addTrpc } from './trpc-route.ts';

const defaults = { bodyLimit: 1_048_576, maxBatchSize: 20, deadlineMs: 15_000 };
/** How long running requests, and then each drain function, may take to finish. */
const drainMs = 10_000;

export interface ServiceOptions {
  name: ServiceName;
  host: string;
  /** 0 for any free one. */
  port: number;
  log: Logger;
  router?: AnyRouter;
  verifier: TokenVerifier;
  /** Addresses or CIDR ranges, comma-separated, whose X-Forwarded-For is believed. */
  trustedProxies?: string;
  /** What the service needs to work; /health/ready names those that reject. */
  checks: Record<string, () => Promise<unknown>>;
  /** Further HTTP routes. They run inside of a call, as procedures do. */
  routes?: (app: FastifyInstance) => Promise<void> | void;
  /** Run in order, after listening has stopped and requests have finished: consumers, jobs, then the database. */
  drain: (() => Promise<void>)[];
  /** Bytes; 1 MiB unless told. */
  bodyLimit?: number;
  /** Operations in one request; 20 unless told. */
  maxBatchSize?: number;
  /** Milliseconds a call may take; 15,000 unless told. */
  deadlineMs?: number;
}

export interface RunningService {
  readonly url: string;
  readonly app: FastifyInstance;
  /** Stops accepting, finishes what runs within ten seconds, and drains. */
  close(): Promise<void>;
}

function createApp(options: ServiceOptions): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: options.bodyLimit ?? defaults.bodyLimit,
    trustProxy: options.trustedProxies ? options.trustedProxies.split(',').map((range) => range.trim()) : false,
    // A batch has the names of all its procedures in its path.
    routerOptions: { maxParamLength: 4_000 },
    // Longer than what load balancers and our own clients keep, so that it is they who close an idle connection.
    keepAliveTimeout: 75_000,
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: refuseConnection,
    // An address that cannot be decoded, for one; it comes before any hook.
    frameworkErrors: (error, request, reply) => void sendProblem(request, reply, asTradewindError(error)),
  });
  addHttpBasics(app, { verifier: options.verifier, log: options.log, deadlineMs: options.deadlineMs ?? defaults.deadlineMs });
  return app;
}

/** Resolves when the work does, or after the bound. Says whether it was in time. */
async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const bound = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const done = work.then(() => true as const);
  try {
    return await Promise.race([done, bound]);
  } finally {
    clearTimeout(timer);
  }
}

async function drain(app: FastifyInstance, options: ServiceOptions): Promise<void> {
  const { log } = options;
  const closing = app.close();
  if (!(await within(drainMs, closing))) {
    log.warn('requests were still running at the end of the drain and are cut off');
    app.server.closeAllConnections();
    await closing;
  }
  for (const step of options.drain) {
    try {
      if (!(await within(drainMs, step()))) log.warn('a step of the drain took too long and is left behind');
    } catch (err) {
      log.error({ err }, 'a step of the drain failed');
    }
  }
}

/** Ends the process when told to: after the drain, with 0; at the second signal at once. */
function onSignals(close: () => Promise<void>, log: Logger): () => void {
  let told = false;
  const stop = (signal: NodeJS.Signals) => {
    if (told) process.exit(1);
    told = true;
    log.info({ signal }, 'draining');
    void close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  const signals: NodeJS.Signals[] = ['SIGTERM', 'SIGINT'];
  for (const signal of signals) process.on(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}

/**
 * Starts a service: tRPC at /trpc, /health/live, /health/ready, /metrics and its own routes. SIGTERM and SIGINT stop accepting,
 * let what runs finish, run the drain functions and exit with 0.
 */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { name, log } = options;
  collectProcessMetrics();
  const app = createApp(options);
  let closing: Promise<void> | undefined;
  addHealth(app, { name, checks: options.checks, isDraining: () => closing !== undefined });
  if (options.router) addTrpc(app, options.router, options.maxBatchSize ?? defaults.maxBatchSize);
  if (options.routes) await options.routes(app);
  await app.listen({ host: options.host, port: options.port });

  const close = () => {
    closing ??= drain(app, options).finally(() => {
      forgetSignals();
      log.info('stopped');
    });
    return closing;
  };
  const forgetSignals = onSignals(close, log);
  // The cast: a TCP server's address is an object.
  const { port } = app.server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  const url = `http://${host}:${port}`;
  log.info({ url }, 'listening');
  return { url, app, close };
}
