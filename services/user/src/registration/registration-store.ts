import type { Id } from '@tradewind/contracts/ids';
import type { Sql } from '@tradewind/service';

export type RegistrationId = Id<'registration'>;

/** Guesses that one registration bears: five of a million codes. */
const maxAttempts = 5;

export interface Registration {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly accountExists: boolean;
}

export async function insertRegistration(sql: Sql, id: RegistrationId, registration: Registration): Promise<void> {
  const { email, name, passwordHash, accountExists } = registration;
  await sql.rows(
    `INSERT INTO registration (id, email, name, password_hash, account_exists, expires_at)
     VALUES ($1, $2, $3, $4, $5, now() + interval '15 minutes')`,
    [id, email, name, passwordHash, accountExists],
  );
}

/** Counts one attempt before the code is looked at, so that parallel guesses cannot exceed the bound. Nothing when none is left. */
export async function takeAttempt(sql: Sql, id: RegistrationId): Promise<Registration | undefined> {
  const [row] = await sql.rows<Registration>(
    `UPDATE registration SET attempts = attempts + 1
     WHERE id = $1 AND attempts < ${maxAttempts} AND expires_at > now() AND confirmed_at IS NULL
     RETURNING email, name, password_hash AS "passwordHash", account_exists AS "accountExists"`,
    [id],
  );
  return row;
}

/** @returns false when it was confirmed already, by a call beside this one. */
export async function markConfirmed(sql: Sql, id: RegistrationId): Promise<boolean> {
  const rows = await sql.rows('UPDATE registration SET confirmed_at = now() WHERE id = $1 AND confirmed_at IS NULL RETURNING id', [id]);
  return rows.length > 0;
}

export async function registrationExists(sql: Sql, id: RegistrationId): Promise<boolean> {
  const rows = await sql.rows('SELECT 1 AS one FROM registration WHERE id = $1', [id]);
  return rows.length > 0;
}
