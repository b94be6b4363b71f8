import { newId } from '@tradewind/contracts/ids';
import { appendEvents, type NewEvent } from '@tradewind/messaging';
import { money } from '@tradewind/money';
import { onlyRow, type Sql } from '@tradewind/service';
import { type CreditOwner, returnCredit } from '../credit/return-credit.ts';
import { subjectOf } from '../payment/payment-store.ts';
import type { Services } from '../services.ts';
import type { RefundRow } from './refund-store.ts';

// Each locks the payment before the refund, as whoever writes a refund does: two tellings of one refund never wait for each other.
const lockPayment = `WITH locked AS (SELECT id FROM payment WHERE id = (SELECT payment_id FROM refund WHERE id = $1) FOR UPDATE)`;

const succeed = `
  ${lockPayment}, settled AS (
    UPDATE refund SET status = 'succeeded', reference = COALESCE(reference, $2), settled_at = now(), next_check_at = NULL
    FROM locked WHERE refund.payment_id = locked.id AND refund.id = $1 AND status = 'pending'
    RETURNING refund.id, payment_id, amount, credit_amount
  ), changed AS (
    UPDATE payment SET refunded_amount = refunded_amount + settled.amount, updated_at = now()
    FROM settled WHERE payment.id = settled.payment_id RETURNING refunded_amount, currency
  ), posted AS (
    INSERT INTO ledger_transaction (id, kind, payment_id, refund_id) SELECT $3, 'refund', payment_id, id FROM settled
  ), entries AS (
    INSERT INTO ledger_entry (transaction_id, account, currency, amount)
    SELECT $3, leg.account, changed.currency, leg.amount
    FROM settled, changed, LATERAL (VALUES ('refunds', settled.amount), ('processor', credit_amount - settled.amount)) AS leg (account, amount)
    WHERE leg.amount <> 0
  )
  SELECT refunded_amount AS refunded FROM changed`;

const failPending = `
  ${lockPayment}, settled AS (
    UPDATE refund SET status = 'failed', reference = COALESCE(reference, $2), settled_at = now(), next_check_at = NULL
    FROM locked WHERE refund.payment_id = locked.id AND refund.id = $1 AND status = 'pending' RETURNING payment_id, amount, credit_amount
  )
  UPDATE payment SET refund_reserved = refund_reserved - settled.amount,
    card_refund_reserved = card_refund_reserved - (settled.amount - settled.credit_amount), updated_at = now()
  FROM settled WHERE payment.id = settled.payment_id RETURNING id`;

const takeBack = `
  ${lockPayment}, settled AS (
    UPDATE refund SET status = 'failed', settled_at = now()
    FROM locked WHERE refund.payment_id = locked.id AND refund.id = $1 AND status = 'succeeded'
    RETURNING refund.id, payment_id, amount - credit_amount AS card
  ), changed AS (
    UPDATE payment SET refund_reserved = refund_reserved - settled.card, card_refund_reserved = card_refund_reserved - settled.card,
      refunded_amount = refunded_amount - settled.card, updated_at = now()
    FROM settled WHERE payment.id = settled.payment_id RETURNING currency, refunded_amount
  ), posted AS (
    INSERT INTO ledger_transaction (id, kind, payment_id, refund_id) SELECT $2, 'refund_reversal', payment_id, id FROM settled
  ), entries AS (
    INSERT INTO ledger_entry (transaction_id, account, currency, amount)
    SELECT $2, side.account, changed.currency, side.sign * settled.card
    FROM settled, changed, (VALUES ('processor', 1), ('refunds', -1)) AS side (account, sign)
  )
  SELECT refunded_amount AS refunded FROM changed`;

const keepText = `
  INSERT INTO refund (id, payment_id, amount, credit_amount, destination, reason, cause, status, settled_at)
  SELECT $2, payment_id, credit_amount, credit_amount, destination, reason, 'request', 'succeeded', now() FROM refund WHERE id = $1`;

/** Whose payment it gives back, as events say it. */
const paidBy = ({ paymentId, orderId, editId }: RefundRow) => subjectOf({ id: paymentId, orderId, editId });

/** The money went back: state, ledger and event in one transaction, once. */
export async function recordRefunded({ db }: Pick<Services, 'db'>, refund: RefundRow, reference: string): Promise<void> {
  await db.transaction((sql) => settleRefunded(sql, refund, { reference, owner: null }));
}

/**
 * As {@link recordRefunded}, in a transaction of the caller's: for what becomes credit alone, of which no processor need be asked.
 * @param by.owner whose store credit it becomes, where it does not go back the way it was paid
 */
export async function settleRefunded(
  sql: Sql,
  refund: RefundRow,
  { reference, owner }: { reference: string | null; owner: CreditOwner | null },
): Promise<void> {
  const { id: refundId, paymentId, amount, currency } = refund;
  const transaction = newId('ledgerTransaction');
  const row = onlyRow(await sql.rows<{ refunded: number }>(succeed, [refundId, reference, transaction]));
  if (!row) return;
  const told = refund.credit > 0 ? await returnCredit(sql, refund, { ledgerTransaction: transaction, owner }) : [];
  const data = { ...paidBy(refund), refundId, amount: money(amount, currency), totalRefunded: money(row.refunded, currency) };
  await appendEvents(sql, [{ type: 'payment.refunded', aggregateId: paymentId, data }, ...told]);
}

/**
 * The money did not go back, or came back again: it can be refunded anew. What had become credit with what a bank takes back may be
 * spent by now: it stays, as a refund of its own.
 */
export async function recordRefundFailed({ db }: Pick<Services, 'db'>, refund: RefundRow, reference: string | null): Promise<void> {
  const { id: refundId, paymentId } = refund;
  await db.transaction(async (sql) => {
    const released = await sql.rows(failPending, [refundId, reference]);
    const reversed =
      released.length > 0 ? undefined : onlyRow(await sql.rows<{ refunded: number }>(takeBack, [refundId, newId('ledgerTransaction')]));
    if (released.length === 0 && !reversed) return;
    const failed = { type: 'payment.refund_failed', aggregateId: paymentId, data: { ...paidBy(refund), refundId } } as const;
    const kept = reversed && refund.credit > 0 ? [await keepCredit(sql, refund, reversed.refunded)] : [];
    await appendEvents(sql, [failed, ...kept]);
  });
}

async function keepCredit(sql: Sql, refund: RefundRow, refunded: number): Promise<NewEvent> {
  const { id, paymentId, credit, currency } = refund;
  const refundId = newId('refund');
  await sql.rows(keepText, [id, refundId]);
  const data = { ...paidBy(refund), refundId, amount: money(credit, currency), totalRefunded: money(refunded, currency) };
  return { type: 'payment.refunded', aggregateId: paymentId, data };
}
