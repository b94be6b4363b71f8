import type { RowSweeps } from '@tradewind/messaging';
import type { Sql } from '@tradewind/service';
import { retention } from './retention.ts';

const overFor = (key: string, table: string, end: string) => `
  DELETE FROM ${table} WHERE ${key} = ANY (ARRAY(SELECT ${key} FROM ${table} WHERE ${end} < now() - make_interval(days => $1) LIMIT $2))
  RETURNING 1`;

const registrationsText = overFor('id', 'registration', 'expires_at');
const sessionsText = overFor('id', 'session', 'least(expires_at, ended_at)');
const refreshTokensText = overFor('hash', 'refresh_token', 'expires_at');

/** Forgets what nobody needs any more: registrations, sessions and tokens that are over. */
export function purgeExpired(sql: Sql): RowSweeps<'registrations' | 'sessions' | 'refreshTokens'> {
  const purge = (text: string, days: number) => async (limit: number) => (await sql.rows(text, [days, limit])).length;
  return {
    registrations: purge(registrationsText, retention.registrationDays),
    sessions: purge(sessionsText, retention.sessionDays),
    refreshTokens: purge(refreshTokensText, retention.refreshTokenDays),
  };
}
