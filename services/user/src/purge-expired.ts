import type { Sql } from '@tradewind/service';

/**
 * Forgets what nobody needs any more: registrations a day after they expired (they hold a name and an address), sessions and
 * tokens that are over.
 */
export async function purgeExpired(sql: Sql): Promise<void> {
  await sql.rows(`DELETE FROM registration WHERE expires_at < now() - interval '1 day'`);
  await sql.rows(`DELETE FROM session WHERE least(expires_at, ended_at) < now() - interval '7 days'`);
  await sql.rows('DELETE FROM refresh_token WHERE expires_at < now()');
}
