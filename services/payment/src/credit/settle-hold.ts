import { actorLabel, currentCall, type Sql } from '@tradewind/service';

// Accounts are locked in the order of their ids, so that two payments never wait for each other.
const lockText = `
  SELECT id FROM credit_account WHERE id IN (SELECT account_id FROM payment_credit WHERE payment_id = $1) ORDER BY id FOR UPDATE`;

const captureText = `
  WITH taken AS (
    UPDATE credit_account a SET balance = balance - c.amount, held = held - c.amount
    FROM payment_credit c WHERE c.payment_id = $1 AND a.id = c.account_id RETURNING a.id, a.kind, a.currency, c.amount
  ), moved AS (
    INSERT INTO credit_movement (account_id, type, amount, payment_id, ledger_transaction, actor)
    SELECT id, 'captured', amount, $1, $2, $3 FROM taken
  )
  INSERT INTO ledger_entry (transaction_id, account, currency, amount)
  SELECT $2, CASE kind WHEN 'gift_card' THEN 'gift_cards' ELSE 'store_credit' END, currency, sum(amount) FROM taken GROUP BY kind, currency`;

/** What a payment holds is spent: less on the accounts, and less of the ledger's liabilities in its booking. */
export async function captureHold(sql: Sql, paymentId: string, ledgerTransaction: string): Promise<void> {
  await sql.rows(lockText, [paymentId]);
  await sql.rows(captureText, [paymentId, ledgerTransaction, actorLabel(currentCall().actor)]);
}

const releaseText = `
  WITH freed AS (
    UPDATE credit_account a SET held = held - c.amount
    FROM payment_credit c WHERE c.payment_id = $1 AND a.id = c.account_id AND NOT EXISTS (
      SELECT 1 FROM credit_movement m WHERE m.payment_id = $1 AND m.account_id = a.id AND m.type IN ('captured', 'released'))
    RETURNING a.id, c.amount
  )
  INSERT INTO credit_movement (account_id, type, amount, payment_id, actor) SELECT id, 'released', amount, $1, $2 FROM freed`;

/** What a payment holds is free again, once. */
export async function releaseHold(sql: Sql, paymentId: string): Promise<void> {
  await sql.rows(lockText, [paymentId]);
  await sql.rows(releaseText, [paymentId, actorLabel(currentCall().actor)]);
}
