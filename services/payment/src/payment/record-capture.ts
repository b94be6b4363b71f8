import { newId } from '@tradewind/contracts/ids';
import { appendEvents } from '@tradewind/messaging';
import { isCurrency, type Money, money } from '@tradewind/money';
import { onlyRow, type Sql } from '@tradewind/service';
import { captureHold, releaseHold } from '../credit/settle-hold.ts';
import { type Fee, postFee } from '../ledger/post-fee.ts';
import type { Services } from '../services.ts';
import { sourcesOf } from './payment-state.ts';
import { cardAmountOf, findPayment, type PaymentRow, subjectOf } from './payment-store.ts';

/** What the processor says that it has taken. */
export interface Taken {
  readonly reference: string;
  readonly charge: string | null;
  readonly amountMinor: number;
  /** As the processor writes it, in small letters. */
  readonly currency: string;
  /** What the processor keeps of it, when it has told already; the sweep asks otherwise. */
  readonly fee: Fee | null;
}

const capture = `
  WITH changed AS (
    UPDATE payment SET status = 'captured', captured_amount = amount, reference = $2, charge = $3, request = NULL, updated_at = now(),
      next_check_at = CASE WHEN order_cancelled_at IS NOT NULL THEN now() + interval '10 seconds'
        WHEN $6 THEN NULL ELSE now() + interval '5 seconds' END
    WHERE id = $1 AND status = ANY ($4::text[]) AND (reference IS NULL OR reference = $2) AND (status <> 'voided' OR credit_amount = 0)
    RETURNING id, amount, credit_amount, currency
  ), posted AS (
    INSERT INTO ledger_transaction (id, kind, payment_id) SELECT $5, 'capture', id FROM changed
  ), entries AS (
    INSERT INTO ledger_entry (transaction_id, account, currency, amount)
    SELECT $5, leg.account, changed.currency, leg.amount
    FROM changed, LATERAL (VALUES ('processor', changed.amount - credit_amount), ('sales', -changed.amount)) AS leg (account, amount)
  )
  SELECT id FROM changed`;

/** Nothing was asked of the processor, so there is neither a charge nor a fee, and nothing more to find out. */
const captureCredit = `
  WITH changed AS (
    UPDATE payment SET status = 'captured', captured_amount = amount, fee = 0, request = NULL, updated_at = now(), next_check_at = NULL
    WHERE id = $1 AND status = 'pending' AND credit_amount = amount RETURNING id, amount, currency
  ), posted AS (
    INSERT INTO ledger_transaction (id, kind, payment_id) SELECT $2, 'capture', id FROM changed WHERE amount > 0 RETURNING id
  )
  INSERT INTO ledger_entry (transaction_id, account, currency, amount)
  SELECT posted.id, 'sales', changed.currency, -changed.amount FROM posted, changed`;

const conflict = `
  WITH changed AS (
    UPDATE payment SET status = 'conflicted', reference = $2, charge = $3, request = NULL, updated_at = now(),
      next_check_at = CASE WHEN $8 THEN NULL ELSE now() + interval '5 seconds' END
    WHERE id = $1 AND status = ANY ($4::text[]) AND (reference IS NULL OR reference = $2)
    RETURNING id
  ), posted AS (
    INSERT INTO ledger_transaction (id, kind, payment_id) SELECT $5, 'conflict', id FROM changed
  ), entries AS (
    INSERT INTO ledger_entry (transaction_id, account, currency, amount)
    SELECT $5, side.account, $6, side.sign * $7::bigint
    FROM changed, (VALUES ('processor', 1), ('suspense', -1)) AS side (account, sign)
  )
  SELECT id FROM changed`;

/**
 * Money has come: the state, its ledger posting and its event in one transaction, once, whoever tells it first. Another amount or
 * currency than was asked for is never counted as paid: it is booked apart, and told as a conflict. What the payment holds of gift cards
 * is spent with the first, free with the second.
 * @returns whether it was news
 */
export async function recordCapture({ db }: Pick<Services, 'db'>, payment: PaymentRow, taken: Taken): Promise<boolean> {
  const currency = taken.currency.toUpperCase();
  if (!isCurrency(currency)) throw new Error(`the processor took a currency that is not traded: ${currency}`);
  const expected = money(cardAmountOf(payment), payment.currency);
  const actual = money(taken.amountMinor, currency);
  const fits = actual.currency === expected.currency && actual.amountMinor === expected.amountMinor;
  if (!fits) return await recordConflict({ db }, payment, taken, actual);
  if (await recordPaid({ db }, payment, taken)) return true;
  // What gift cards were to pay has been given free with the void: this is a part of the amount at most.
  const isVoided = payment.credit > 0 && (await findPayment(db, payment.id))?.status === 'voided';
  return isVoided && (await recordConflict({ db }, payment, taken, actual));
}

/**
 * A payment of which no card pays anything is captured in the transaction that makes it; what it holds of gift cards and store credit
 * is spent.
 */
export async function recordCreditCapture(sql: Sql, payment: PaymentRow): Promise<void> {
  const { id, amount, credit, currency } = payment;
  const transaction = newId('ledgerTransaction');
  await sql.rows(captureCredit, [id, transaction]);
  if (credit > 0) await captureHold(sql, id, transaction);
  const data = { ...subjectOf(payment), amount: money(amount, currency) };
  await appendEvents(sql, [{ type: 'payment.captured', aggregateId: id, data }]);
}

async function recordPaid({ db }: Pick<Services, 'db'>, payment: PaymentRow, taken: Taken): Promise<boolean> {
  const { id, amount, currency } = payment;
  return await db.transaction(async (sql) => {
    const transaction = newId('ledgerTransaction');
    const values = [id, taken.reference, taken.charge, sourcesOf('captured'), transaction, taken.fee !== null];
    const isNews = onlyRow(await sql.rows(capture, values)) !== undefined;
    if (taken.fee) await postFee(sql, id, taken.fee);
    if (!isNews) return false;
    if (payment.credit > 0) await captureHold(sql, id, transaction);
    const data = { ...subjectOf(payment), amount: money(amount, currency) };
    await appendEvents(sql, [{ type: 'payment.captured', aggregateId: id, data }]);
    return true;
  });
}

async function recordConflict({ db }: Pick<Services, 'db'>, payment: PaymentRow, taken: Taken, actual: Money): Promise<boolean> {
  const { id, currency } = payment;
  return await db.transaction(async (sql) => {
    const values = [
      id,
      taken.reference,
      taken.charge,
      sourcesOf('conflicted'),
      newId('ledgerTransaction'),
      actual.currency,
      actual.amountMinor,
      taken.fee !== null,
    ];
    const isNews = onlyRow(await sql.rows(conflict, values)) !== undefined;
    if (taken.fee) await postFee(sql, id, taken.fee);
    if (!isNews) return false;
    if (payment.credit > 0) await releaseHold(sql, id);
    const data = { ...subjectOf(payment), expected: money(cardAmountOf(payment), currency), actual };
    await appendEvents(sql, [{ type: 'payment.conflicted', aggregateId: id, data }]);
    return true;
  });
}
