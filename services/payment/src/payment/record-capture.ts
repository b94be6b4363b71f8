import { newId } from '@tradewind/contracts/ids';
import { appendEvents } from '@tradewind/messaging';
import { isCurrency, type Money, money } from '@tradewind/money';
import { onlyRow } from '@tradewind/service';
import { type Fee, postFee } from '../ledger/post-fee.ts';
import type { Services } from '../services.ts';
import { sourcesOf } from './payment-state.ts';
import type { PaymentRow } from './payment-store.ts';

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
    WHERE id = $1 AND status = ANY ($4::text[]) AND (reference IS NULL OR reference = $2)
    RETURNING id, amount, currency
  ), posted AS (
    INSERT INTO ledger_transaction (id, kind, payment_id) SELECT $5, 'capture', id FROM changed
  ), entries AS (
    INSERT INTO ledger_entry (transaction_id, account, currency, amount)
    SELECT $5, side.account, changed.currency, side.sign * changed.amount
    FROM changed, (VALUES ('processor', 1), ('sales', -1)) AS side (account, sign)
  )
  SELECT id FROM changed`;

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
 * currency than was asked for is never counted as paid: it is booked apart, and told as a conflict.
 * @returns whether it was news
 */
export async function recordCapture({ db }: Pick<Services, 'db'>, payment: PaymentRow, taken: Taken): Promise<boolean> {
  const currency = taken.currency.toUpperCase();
  if (!isCurrency(currency)) throw new Error(`the processor took a currency that is not traded: ${currency}`);
  const expected = money(payment.amount, payment.currency);
  const actual = money(taken.amountMinor, currency);
  const fits = actual.currency === expected.currency && actual.amountMinor === expected.amountMinor;
  return fits ? await recordPaid({ db }, payment, taken) : await recordConflict({ db }, payment, taken, actual);
}

async function recordPaid({ db }: Pick<Services, 'db'>, payment: PaymentRow, taken: Taken): Promise<boolean> {
  const { id, orderId, amount, currency } = payment;
  return await db.transaction(async (sql) => {
    const values = [id, taken.reference, taken.charge, sourcesOf('captured'), newId('ledgerTransaction'), taken.fee !== null];
    const isNews = onlyRow(await sql.rows(capture, values)) !== undefined;
    if (taken.fee) await postFee(sql, id, taken.fee);
    if (!isNews) return false;
    const data = { paymentId: id, orderId, amount: money(amount, currency) };
    await appendEvents(sql, [{ type: 'payment.captured', aggregateId: id, data }]);
    return true;
  });
}

async function recordConflict({ db }: Pick<Services, 'db'>, payment: PaymentRow, taken: Taken, actual: Money): Promise<boolean> {
  const { id, orderId, amount, currency } = payment;
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
    const data = { paymentId: id, orderId, expected: money(amount, currency), actual };
    await appendEvents(sql, [{ type: 'payment.conflicted', aggregateId: id, data }]);
    return true;
  });
}
