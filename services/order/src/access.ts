import { TradewindError } from '@tradewind/contracts/errors';
import type { UserId } from '@tradewind/contracts/ids';
import { actorLabel, currentCall, type Database, idempotent } from '@tradewind/service';

/** The signed-in user of the call, or null for guests and services. */
export function currentCustomer(): UserId | null {
  const { actor } = currentCall();
  return actor.kind === 'user' ? actor.id : null;
}

/** @throws UNAUTHENTICATED when nobody is signed in */
export function requireCustomer(): UserId {
  const customer = currentCustomer();
  if (customer === null) throw new TradewindError('UNAUTHENTICATED', 'Sign in first.');
  return customer;
}

type Work<T> = Parameters<typeof idempotent<T>>[1];

/**
 * Does what may be repeated with an idempotency key. Keys of guests are kept apart by `scope`: the cart or order that they
 * have shown a token of. Tokens are no part of what is compared or kept.
 */
export function repeatable<T>(
  db: Database,
  request: { procedure: string; scope: string; input: { idempotencyKey?: string | undefined } & object },
  work: Work<T>,
): Promise<T> {
  const { actor } = currentCall();
  const { idempotencyKey: key, ...rest } = request.input;
  const body = Object.fromEntries(Object.entries(rest).filter(([name]) => name !== 'cartToken' && name !== 'orderToken'));
  const label = actor.kind === 'user' ? actorLabel(actor) : `guest:${request.scope}`;
  return idempotent<T>({ db, procedure: request.procedure, actor: label, key, body }, work);
}

/** @throws INVALID_INPUT that names one field */
export function invalid(path: string, message: string): TradewindError {
  return new TradewindError('INVALID_INPUT', `${path}: ${message}`, { errors: [{ path, message }] });
}
