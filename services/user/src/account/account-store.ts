import type { UserId } from '@tradewind/contracts/ids';
import type { Role } from '@tradewind/contracts/permissions';
import type { Sql } from '@tradewind/service';

/** An account without its secret. The roles are known ones by a constraint of the table. */
export interface Account {
  readonly id: UserId;
  readonly email: string;
  readonly name: string;
  readonly roles: Role[];
}

export interface Credentials extends Account {
  readonly passwordHash: string;
}

export async function findCredentials(sql: Sql, email: string): Promise<Credentials | undefined> {
  const [row] = await sql.rows<Credentials>(
    `SELECT id, email, name, roles, password_hash AS "passwordHash" FROM account WHERE email = $1`,
    [email],
  );
  return row;
}

export async function accountExists(sql: Sql, email: string): Promise<boolean> {
  const rows = await sql.rows('SELECT 1 AS one FROM account WHERE email = $1', [email]);
  return rows.length > 0;
}

/** @returns false when the address has an account already. */
export async function insertAccount(sql: Sql, account: Credentials): Promise<boolean> {
  const rows = await sql.rows(
    `INSERT INTO account (id, email, name, password_hash, roles) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (email) DO NOTHING RETURNING id`,
    [account.id, account.email, account.name, account.passwordHash, account.roles],
  );
  return rows.length > 0;
}
