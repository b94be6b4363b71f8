import { createHash, randomUUID } from 'node:crypto';
import { type ErrorCode, errorStatus, fromProblem, type Problem, TradewindError, toProblem } from '@tradewind/contracts/errors';
import type { Database } from './database.ts';
import { retention } from './retention.ts';
import { maybeCall } from './scope.ts';
import { onlyRow, type Sql } from './sql.ts';

/** What the work may do with its claim on the key. */
export interface Claim {
  /** What an earlier holder that died or failed had attached: the work is to go on with it, not to begin again. */
  readonly resource: string | null;
  /**
   * Notes what the work makes, in the transaction that makes it.
   * @throws IDEMPOTENCY_IN_FLIGHT when another holder has taken over meanwhile: the transaction must not commit
   */
  attach(sql: Sql, resource: string): Promise<void>;
}

interface Outcome {
  readonly value?: unknown;
  readonly problem?: Problem;
}

/** Milliseconds for which a holder counts as alive after its last word: as long as a repeat may have to wait after a crash. */
const defaultLease = 5_000;
/** A holder says that it is alive three times in each lease, and no longer than this: work that hangs does not keep its key. */
const longestHold = 60_000;
/** Decisions about the caller or the moment, not about the request: they are made anew. */
const notKept: ReadonlySet<ErrorCode> = new Set(['UNAUTHENTICATED', 'RATE_LIMITED', 'IDEMPOTENCY_IN_FLIGHT', 'IDEMPOTENCY_MISMATCH']);

/** JSON with sorted keys, so that the same request has the same hash. */
function hashOf(body: unknown): string {
  const sorted = JSON.stringify(body ?? null, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(sorted).digest('base64url');
}

/** A new key, an expired one, or one whose holder is dead becomes ours; otherwise no row comes back. */
const claimText = `
  INSERT INTO service.idempotency_key AS k (actor, procedure, key, body_hash, holder, lease_until, expires_at)
  VALUES ($1, $2, $3, $4, $5, now() + $6 * interval '1 millisecond', now() + ${retention.idempotencyKeyHours} * interval '1 hour')
  ON CONFLICT (actor, procedure, key) DO UPDATE SET
    holder = excluded.holder, lease_until = excluded.lease_until, body_hash = excluded.body_hash, state = 'running', outcome = NULL,
    resource   = CASE WHEN k.expires_at < now() THEN NULL ELSE k.resource END,
    created_at = CASE WHEN k.expires_at < now() THEN now() ELSE k.created_at END,
    expires_at = CASE WHEN k.expires_at < now() THEN excluded.expires_at ELSE k.expires_at END
  WHERE k.expires_at < now() OR (k.state = 'running' AND k.lease_until <= now() AND k.body_hash = excluded.body_hash)
  RETURNING resource`;

const lookText = `
  SELECT body_hash = $4 AS same, outcome FROM service.idempotency_key WHERE actor = $1 AND procedure = $2 AND key = $3`;

const attachText = `
  UPDATE service.idempotency_key SET resource = $5
  WHERE actor = $1 AND procedure = $2 AND key = $3 AND holder = $4 AND state = 'running' RETURNING 1 AS held`;

const finishText = `
  UPDATE service.idempotency_key SET state = 'done', outcome = $5
  WHERE actor = $1 AND procedure = $2 AND key = $3 AND holder = $4`;

const renewText = `
  UPDATE service.idempotency_key SET lease_until = now() + $5 * interval '1 millisecond'
  WHERE actor = $1 AND procedure = $2 AND key = $3 AND holder = $4 AND state = 'running'`;

/** The key is free at once, and remembers what was attached. */
const releaseText = `
  UPDATE service.idempotency_key SET lease_until = now()
  WHERE actor = $1 AND procedure = $2 AND key = $3 AND holder = $4 AND state = 'running'`;

const purgeText = `
  DELETE FROM service.idempotency_key
  WHERE ctid = ANY (ARRAY(SELECT ctid FROM service.idempotency_key WHERE expires_at < now() LIMIT $1)) AND expires_at < now()
  RETURNING 1`;

function inFlight(): TradewindError {
  return new TradewindError('IDEMPOTENCY_IN_FLIGHT', 'The same request is being worked on; ask again in a moment.');
}

function isKept(error: unknown): error is TradewindError {
  return error instanceof TradewindError && errorStatus[error.code] < 500 && !notKept.has(error.code);
}

/** The first answer again, as the caller's call shows. */
function replay<T>(outcome: Outcome): T {
  const call = maybeCall();
  if (call) call.replayed = true;
  if (outcome.problem) throw fromProblem(outcome.problem);
  // The cast: it is what this procedure's work answered for this key.
  return outcome.value as T;
}

/** Forgets some keys whose time is over, and the answers under them. @returns how many. */
export async function purgeIdempotencyKeys(sql: Sql, limit: number): Promise<number> {
  return (await sql.rows(purgeText, [limit])).length;
}

/**
 * Does work once per key. The same key and body give the first answer (or its 4xx error) again for 24 hours, with
 * `currentCall().replayed` set; without a key the work is simply done. The answer is kept as JSON.
 * @param options.actor who asks; keys of two actors never meet
 * @param options.lease milliseconds after which a holder that says nothing counts as dead, 5,000 unless told; it is renewed while the
 *   work runs, for a minute at most. Who is taken over all the same (its process stood still) cannot {@link Claim.attach} any more
 * @throws IDEMPOTENCY_MISMATCH for a key that belongs to another body, IDEMPOTENCY_IN_FLIGHT while its work is under way
 */
export async function idempotent<T>(
  options: { db: Database; procedure: string; actor: string; key: string | undefined; body: unknown; lease?: number },
  work: (claim: Claim) => Promise<T>,
): Promise<T> {
  const { db, key, lease = defaultLease } = options;
  if (key === undefined) return await work({ resource: null, attach: async () => {} });
  const id = [options.actor, options.procedure, key] as const;
  const hash = hashOf(options.body);
  const holder = randomUUID();
  const claimed = onlyRow(await db.rows<{ resource: string | null }>(claimText, [...id, hash, holder, lease]));
  if (!claimed) {
    const row = onlyRow(await db.rows<{ same: boolean; outcome: Outcome | null }>(lookText, [...id, hash]));
    if (row && !row.same) throw new TradewindError('IDEMPOTENCY_MISMATCH', 'This idempotency key was used for another request.');
    if (!row?.outcome) throw inFlight();
    return replay<T>(row.outcome);
  }
  const claimedAt = performance.now();
  const finish = (outcome: Outcome) => db.rows(finishText, [...id, holder, JSON.stringify(outcome)]);
  const claim: Claim = {
    resource: claimed.resource,
    async attach(sql, resource) {
      if (!onlyRow(await sql.rows(attachText, [...id, holder, resource]))) throw inFlight();
    },
  };
  const renewing = setInterval(() => {
    if (performance.now() - claimedAt > longestHold) clearInterval(renewing);
    else db.rows(renewText, [...id, holder, lease]).catch(() => undefined); // the next one may get through
  }, lease / 3);
  try {
    const value = await work(claim);
    await finish({ value });
    return value;
  } catch (error) {
    if (isKept(error)) await finish({ problem: toProblem(error, maybeCall()?.traceId ?? '') });
    else await db.rows(releaseText, [...id, holder]).catch(() => undefined); // then the lease ends by itself
    throw error;
  } finally {
    clearInterval(renewing);
  }
}
