import { setTimeout as sleep } from 'node:timers/promises';
import { fromProblem, isErrorCode, type Problem, TradewindError } from '@tradewind/contracts/errors';
import type { ServiceName } from '@tradewind/contracts/permissions';
import type { TRPCClient } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { Pool } from 'undici';
import type { ServiceSigner } from './auth.ts';
import { guestActor, wire } from './headers.ts';
import { clientDuration } from './metrics.ts';
import { type Call, maybeCall } from './scope.ts';
import { takeStep } from './steps.ts';
import { childTraceparent } from './trace.ts';

const defaultTimeout = 10_000;
const maxRetries = 2;
/** Milliseconds: a random wait up to this, doubled at the second retry. */
const retryWait = 60;
/** Longer inputs of queries travel in the body: servers bound the length of an address. */
const maxUrlInput = 4_000;
const connections = 64;

interface ServiceClientOptions {
  service: ServiceName;
  url: string;
  signer: ServiceSigner;
  /** Milliseconds for a call with its retries; 10,000 unless told. The deadline of the call under way may be sooner. */
  timeoutMs?: number;
}

interface Operation {
  readonly path: string;
  readonly kind: 'query' | 'mutation';
  readonly input: unknown;
  readonly idempotent: boolean;
  readonly signal: AbortSignal | undefined;
}

async function headersOf(options: ServiceClientOptions, call: Call | undefined, deadline: number): Promise<Record<string, string>> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${await options.signer.tokenFor(options.service)}`,
    [wire.traceparent]: childTraceparent(call?.traceparent),
    [wire.deadline]: String(deadline),
  };
  if (!call) return headers;
  if (call.userToken !== null) headers[wire.actor] = call.userToken;
  else if (call.actor.kind === 'guest') headers[wire.actor] = guestActor;
  if (call.clientAddress !== null) headers[wire.client] = call.clientAddress;
  if (call.userAgent !== null) headers[wire.userAgent] = call.userAgent;
  return headers;
}

/** The address, method and body of an operation in tRPC's HTTP format (https://trpc.io/docs/rpc). */
function requestOf(base: string, { path, kind, input }: Operation): { path: string; method: 'GET' | 'POST'; body?: string } {
  const body = input === undefined ? undefined : JSON.stringify(input);
  if (kind === 'mutation') return { path: `${base}/${path}`, method: 'POST', body };
  if (body === undefined) return { path: `${base}/${path}`, method: 'GET' };
  return body.length > maxUrlInput
    ? { path: `${base}/${path}`, method: 'POST', body }
    : { path: `${base}/${path}?input=${encodeURIComponent(body)}`, method: 'GET' };
}

interface TrpcAnswer {
  readonly result?: { readonly data?: unknown };
  readonly error?: { readonly data?: { readonly problem?: Problem } };
}

function parseAnswer(text: string): TrpcAnswer {
  try {
    // The cast: what does not have this form is told apart by its missing members.
    return JSON.parse(text) as TrpcAnswer;
  } catch {
    return {};
  }
}

/** Makes one attempt. @throws TradewindError, whatever went wrong. */
async function attempt(pool: Pool, options: ServiceClientOptions, operation: Operation, deadline: number): Promise<unknown> {
  const { service } = options;
  const call = maybeCall();
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), Math.max(0, deadline - Date.now()));
  const signal = operation.signal ? AbortSignal.any([operation.signal, controller.signal]) : controller.signal;
  try {
    const headers = await headersOf(options, call, deadline);
    const request = requestOf('/trpc', operation);
    if (request.body !== undefined) headers['content-type'] = 'application/json';
    const { answer, replayed } = await takeStep({ kind: 'call', names: [`${service}.${operation.path}`] }, async () => {
      const response = await pool.request({ ...request, headers, signal });
      return { answer: parseAnswer(await response.body.text()), replayed: response.headers[wire.replayed] === '1' };
    });
    if (call && replayed) call.replayed = true;
    if (answer.result) return answer.result.data;
    const problem = answer.error?.data?.problem;
    if (problem && isErrorCode(problem.code)) throw fromProblem(problem);
    throw new TradewindError('INTERNAL', `The ${service} service gave an answer that makes no sense.`);
  } catch (error) {
    if (error instanceof TradewindError) throw error;
    if (controller.signal.aborted) throw new TradewindError('DEADLINE_EXCEEDED', 'It took too long.');
    if (operation.signal?.aborted) throw error;
    throw new TradewindError('UNAVAILABLE', `The ${service} service is not available right now, try again.`);
  } finally {
    clearTimeout(timer);
  }
}

async function perform(pool: Pool, options: ServiceClientOptions, operation: Operation): Promise<unknown> {
  const own = Date.now() + (options.timeoutMs ?? defaultTimeout);
  const deadline = Math.min(own, maybeCall()?.deadline ?? own);
  const retries = operation.idempotent ? maxRetries : 0;
  for (let tried = 0; ; tried++) {
    try {
      return await attempt(pool, options, operation, deadline);
    } catch (error) {
      const again = error instanceof TradewindError && error.code === 'UNAVAILABLE' && tried < retries;
      const wait = Math.random() * retryWait * 2 ** tried;
      if (!again || Date.now() + wait >= deadline) throw error;
      await sleep(wait);
    }
  }
}

async function measured(pool: Pool, options: ServiceClientOptions, operation: Operation): Promise<unknown> {
  const started = performance.now();
  let code = 'OK';
  try {
    return await perform(pool, options, operation);
  } catch (error) {
    code = error instanceof TradewindError ? error.code : 'ABORTED';
    throw error;
  } finally {
    clientDuration.observe({ service: options.service, procedure: operation.path, code }, (performance.now() - started) / 1000);
  }
}

interface CallOptions {
  readonly context?: { readonly idempotent?: unknown };
  readonly signal?: AbortSignal;
}

/**
 * A typed client of another service, used as tRPC's own: `client.order.get.query({…})`. It carries the actor, the trace and the
 * deadline of the call under way. Queries, and mutations called with `{ context: { idempotent: true } }`, are tried again at most
 * twice when the service cannot be reached or says UNAVAILABLE.
 * @throws TradewindError with the code that the service gave, UNAVAILABLE, or DEADLINE_EXCEEDED
 */
export function createServiceClient<Router extends AnyRouter>(options: ServiceClientOptions): TRPCClient<Router> {
  const pool = new Pool(new URL(options.url).origin, { connections, keepAliveTimeout: 30_000, connectTimeout: 3_000 });

  function call(path: readonly string[], args: readonly unknown[]): Promise<unknown> {
    const kind = path.at(-1) === 'query' ? 'query' : 'mutation';
    // The cast: TRPCClient's type allows nothing else in second place.
    const { context, signal } = (args[1] ?? {}) as CallOptions;
    const idempotent = kind === 'query' || context?.idempotent === true;
    return measured(pool, options, { path: path.slice(0, -1).join('.'), kind, input: args[0], idempotent, signal });
  }

  const proxy = (path: readonly string[]): unknown =>
    new Proxy(() => {}, {
      // A client is not a promise, even when it is returned from an async function.
      get: (_target, key) => (typeof key === 'string' && key !== 'then' ? proxy([...path, key]) : undefined),
      apply: (_target, _self, args: unknown[]) => call(path, args),
    });

  // The cast: the proxy answers every path that the router's type knows.
  return proxy([]) as TRPCClient<Router>;
}
