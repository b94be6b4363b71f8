import pg from 'pg';
import { type Figure, workers } from './load.ts';

const accounts = 100_000;

/**
 * What the machine's PostgreSQL can do at most: the transaction of `pgbench --builtin=simple-update` (update one of 100,000
 * accounts, read it, write one line of history) from 16 connections, with prepared statements.
 */
export async function simpleUpdates(url: string, seconds = 5): Promise<Figure> {
  const pool = new pg.Pool({ connectionString: url, max: 16 });
  try {
    await pool.query('CREATE UNLOGGED TABLE IF NOT EXISTS bench_account (id int PRIMARY KEY, balance int NOT NULL)');
    await pool.query('ALTER TABLE bench_account SET LOGGED');
    await pool.query('CREATE TABLE IF NOT EXISTS bench_history (account int, delta int, at timestamptz)');
    await pool.query('INSERT INTO bench_account SELECT i, 0 FROM generate_series(1, $1::int) i ON CONFLICT DO NOTHING', [accounts]);
    return await workers(16, seconds, async () => {
      const id = 1 + Math.floor(Math.random() * accounts);
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        await client.query({ name: 'update', text: 'UPDATE bench_account SET balance = balance + $2 WHERE id = $1', values: [id, 1] });
        await client.query({ name: 'select', text: 'SELECT balance FROM bench_account WHERE id = $1', values: [id] });
        await client.query({ name: 'insert', text: 'INSERT INTO bench_history VALUES ($1, $2, now())', values: [id, 1] });
        await client.query('COMMIT');
      } finally {
        client.release();
      }
    });
  } finally {
    await pool.query('DROP TABLE IF EXISTS bench_account, bench_history');
    await pool.end();
  }
}
