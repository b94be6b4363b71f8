import { AsyncLocalStorage } from 'node:async_hooks';
import type { UserId } from '@tradewind/contracts/ids';
import type { Permission, Role, ServiceName } from '@tradewind/contracts/permissions';
import { type Logger, pino } from 'pino';
import { childTraceparent, traceIdOf } from './trace.ts';

/** On whose behalf something is done. */
export type Actor =
  | { kind: 'guest' }
  | { kind: 'user'; id: UserId; roles: Role[]; permissions: ReadonlySet<Permission>; sessionId: string }
  | { kind: 'service'; name: ServiceName };

/** The call under way. */
export interface Call {
  readonly actor: Actor;
  /** The service that sent the call, or null when it came from outside. */
  readonly caller: ServiceName | null;
  /** The user's access token, to be carried along to other services. Never logged. */
  readonly userToken: string | null;
  /** W3C; its span is this service's part of the trace. */
  readonly traceparent: string;
  readonly traceId: string;
  readonly clientAddress: string | null;
  readonly userAgent: string | null;
  /** Epoch milliseconds; Infinity when there is none. */
  readonly deadline: number;
  /** Aborted at the deadline. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Whether the answer is an earlier one, given again for its idempotency key. */
  replayed: boolean;
}

const storage = new AsyncLocalStorage<Call>();
const silent = pino({ level: 'silent' });
const longestTimer = 2 ** 31 - 1;

/** Makes a call and starts its deadline; `end` must be called when it is over. */
export function openCall(fields: Partial<Call>): { call: Call; end: () => void } {
  const traceparent = fields.traceparent !== undefined && traceIdOf(fields.traceparent) ? fields.traceparent : childTraceparent();
  const controller = new AbortController();
  const deadline = fields.deadline ?? Number.POSITIVE_INFINITY;
  const left = Math.max(0, deadline - Date.now());
  const timer = left < longestTimer ? setTimeout(() => controller.abort(), left) : undefined;
  const call: Call = {
    actor: fields.actor ?? { kind: 'guest' },
    caller: fields.caller ?? null,
    userToken: fields.userToken ?? null,
    traceparent,
    traceId: traceIdOf(traceparent) ?? '',
    clientAddress: fields.clientAddress ?? null,
    userAgent: fields.userAgent ?? null,
    deadline,
    signal: fields.signal ? AbortSignal.any([fields.signal, controller.signal]) : controller.signal,
    log: fields.log ?? silent,
    replayed: fields.replayed ?? false,
  };
  return { call, end: () => clearTimeout(timer) };
}

/** Runs synchronous entry points (hooks, middleware) with a call that exists already. */
export function enterCall<T>(call: Call, work: () => T): T {
  return storage.getStore() === call ? work() : storage.run(call, work);
}

/**
 * Runs work as a call of its own: a consumer's, a job's, a test's. What is not given is a guest's, in a new trace, without a
 * deadline and with a silent log; nothing is taken over from a call under way.
 */
export async function runInCall<T>(fields: Partial<Call>, work: () => Promise<T>): Promise<T> {
  const { call, end } = openCall(fields);
  try {
    return await storage.run(call, work);
  } finally {
    end();
  }
}

/** The call under way, or undefined outside of one. */
export function maybeCall(): Call | undefined {
  return storage.getStore();
}

/** The call under way. @throws Error outside of one. */
export function currentCall(): Call {
  const call = storage.getStore();
  if (call === undefined) throw new Error('there is no call under way; wrap the work in runInCall');
  return call;
}

/** How events and the audit name an actor: `usr_…`, a service's name, or `guest`. */
export function actorLabel(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return actor.id;
    case 'service':
      return actor.name;
    case 'guest':
      return 'guest';
  }
}
