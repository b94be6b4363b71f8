import type { Id } from '@tradewind/contracts/ids';
import type { Sql } from '@tradewind/service';
import type { Account } from '../account/account-store.ts';

export type SessionId = Id<'session'>;

/** A session is a family of refresh tokens: each lives 30 days, the family 90. One statement, one round trip. */
export async function insertSession(sql: Sql, session: { id: SessionId; accountId: string; tokenHash: Buffer }): Promise<void> {
  await sql.rows(
    `WITH opened AS (
       INSERT INTO session (id, account_id, expires_at) VALUES ($1, $2, now() + interval '90 days') RETURNING id
     )
     INSERT INTO refresh_token (hash, session_id, expires_at) SELECT $3::bytea, id, now() + interval '30 days' FROM opened`,
    [session.id, session.accountId, session.tokenHash],
  );
}

interface SessionRow extends Account {
  readonly sessionId: SessionId;
}

/** Spends a token and writes its successor, if it is unused and its family lives; else nothing. One statement, so one winner. */
export async function rotate(sql: Sql, hash: Buffer, successorHash: Buffer): Promise<SessionRow | undefined> {
  const [row] = await sql.rows<SessionRow>(
    `WITH spent AS (
       UPDATE refresh_token token SET used_at = now() FROM session
       WHERE token.hash = $1 AND token.used_at IS NULL AND token.expires_at > now()
         AND session.id = token.session_id AND session.ended_at IS NULL AND session.expires_at > now()
       RETURNING session.id, session.account_id, session.expires_at
     ), successor AS (
       INSERT INTO refresh_token (hash, session_id, expires_at)
       SELECT $2::bytea, id, least(now() + interval '30 days', expires_at) FROM spent
     )
     SELECT spent.id AS "sessionId", account.id, account.email, account.name, account.roles
     FROM spent JOIN account ON account.id = spent.account_id`,
    [hash, successorHash],
  );
  return row;
}

interface TokenRow extends SessionRow {
  /** Whether the token and its family are neither expired nor ended. */
  readonly live: boolean;
  readonly used: boolean;
  /** Used less than ten seconds ago. */
  readonly inGrace: boolean;
}

export async function findToken(sql: Sql, hash: Buffer): Promise<TokenRow | undefined> {
  const [row] = await sql.rows<TokenRow>(
    `SELECT session.id AS "sessionId", account.id, account.email, account.name, account.roles,
       token.expires_at > now() AND session.ended_at IS NULL AND session.expires_at > now() AS live,
       token.used_at IS NOT NULL AS used,
       coalesce(token.used_at > now() - interval '10 seconds', false) AS "inGrace"
     FROM refresh_token token
     JOIN session ON session.id = token.session_id
     JOIN account ON account.id = session.account_id
     WHERE token.hash = $1`,
    [hash],
  );
  return row;
}

/** Ends a family with all its tokens; one that has ended stays as it is. */
export async function endSession(sql: Sql, id: SessionId, reason: 'logout' | 'reuse'): Promise<void> {
  await sql.rows('UPDATE session SET ended_at = now(), end_reason = $2 WHERE id = $1 AND ended_at IS NULL', [id, reason]);
}
