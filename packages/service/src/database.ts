import pg from 'pg';
import type { Logger } from './log.ts';
import { type Sql, statementName } from './sql.ts';
import { takeStep } from './steps.ts';

export interface Database extends Sql {
  /** Runs work on one connection between BEGIN and COMMIT; whatever it throws rolls back and is thrown on. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** For what needs the pool itself: the Prisma adapter. */
  readonly pool: pg.Pool;
  /** For what needs a session of its own: LISTEN, session locks. */
  readonly url: string;
  close(): Promise<void>;
}

const int8 = 20;

/** Sums and counts come as int8; past 2^53 they would lose digits, so that is an error, not a rounding. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a bigint of the database is not a safe integer');
  return value;
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === int8 && format !== 'binary' ? parseInt8 : pg.types.getTypeParser(oid, format)),
};

type Queryable = Pick<pg.ClientBase, 'query'>;

function sqlOf(client: Queryable): Sql {
  return {
    rows: async <Row extends object>(text: string, values: readonly unknown[] = []) => {
      const result = await client.query<Row>({ name: statementName(text), text, values: values as unknown[], types });
      return result.rows;
    },
  };
}

async function transaction<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const following: (() => void)[] = [];
  let broken: Error | undefined;
  try {
    // Sent together with the first statement; where it fails, so does that.
    const begun = client.query('BEGIN');
    begun.catch(() => undefined);
    const result = await work({ ...sqlOf(client), afterCommit: (next) => void following.push(next) });
    await begun;
    await takeStep({ kind: 'commit', names: [] }, () => client.query('COMMIT'));
    for (const next of following) next();
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * A pool of connections. bigint comes as number, timestamptz as Date, numeric as string.
 * @param options.max connections at most, 10 unless told
 * @param options.application the name that pg_stat_activity shows
 */
export function openDatabase(options: { url: string; max?: number; application: string; log?: Logger }): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    application_name: options.application,
    pipeline: true,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    // Statements are prepared and small: planning one anew for its values costs more than running it.
    options: '-c plan_cache_mode=force_generic_plan',
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  // A connection that the server ends, in use or idle, is replaced; unheard, its error would end the process.
  pool.on('connect', (client) => client.on('error', (err) => options.log?.warn({ err }, 'a database connection was lost')));
  pool.on('error', () => {});
  const { rows } = sqlOf(pool);
  return {
    rows: <Row extends object>(text: string, values?: readonly unknown[]) =>
      takeStep({ kind: 'write', names: [text] }, () => rows<Row>(text, values)),
    // Each statement is a transaction of its own here, and is over when it has answered.
    afterCommit: (work) => work(),
    transaction: (work) => transaction(pool, work),
    pool,
    url: options.url,
    close: () => pool.end(),
  };
}
