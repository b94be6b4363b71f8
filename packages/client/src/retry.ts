import type { Operation } from '@trpc/client';
import { problemOf } from './errors.ts';

const maxAttempts = 3;

interface Attempt {
  readonly op: Operation;
  readonly error: unknown;
  /** How many have been made, the first one included. */
  readonly attempts: number;
}

/**
 * Whether to ask again: only what cannot happen twice (a query, or a mutation with an idempotency key), and only when nobody
 * answered or the answer was UNAVAILABLE, or that the same request is still under way.
 */
export function shouldRetry({ op, error, attempts }: Attempt): boolean {
  if (attempts >= maxAttempts || op.signal?.aborted) return false;
  const code = problemOf(error)?.code;
  if (code !== undefined && code !== 'UNAVAILABLE' && code !== 'IDEMPOTENCY_IN_FLIGHT') return false;
  return op.type === 'query' || hasKey(op.input);
}

/** 100 to 200 ms, then 200 to 400: doubled, with jitter, so that clients do not come back all at once. */
export function retryDelayMs(attempt: number): number {
  return 100 * 2 ** (attempt - 1) * (1 + Math.random());
}

function hasKey(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'idempotencyKey' in input && typeof input.idempotencyKey === 'string';
}
