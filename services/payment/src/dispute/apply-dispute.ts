import { newId } from '@tradewind/contracts/ids';
import { appendEvents } from '@tradewind/messaging';
import { isCurrency, type Money, money } from '@tradewind/money';
import type { Sql } from '@tradewind/service';
import { type Movement, postDisputeLoss, postDisputeMovement } from '../ledger/post-dispute.ts';
import { findPaymentOfIntent, type PaymentRow } from '../payment/payment-store.ts';
import type { Context } from '../services.ts';
import { isClosed, isDisputeStatus } from './dispute-state.ts';
import { addFact, type DisputeRow, insertDispute, lockDispute, moveDispute } from './dispute-store.ts';

/** What is read of a processor's dispute, from its answer or from a webhook. */
export interface DisputeFacts {
  readonly id: string;
  readonly status: string;
  readonly reason: string;
  readonly amount: number;
  readonly currency: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly payment_intent?: string | { id: string } | null;
  readonly evidence_details: { readonly due_by: number | null };
  readonly balance_transactions: readonly Movement[];
}

const actor = 'processor';

/**
 * Writes down what the processor tells of a dispute, in whatever order it is told: its state, what is withheld and given back for it,
 * and the events, each once.
 * @returns `later` when its payment is not known yet
 */
export async function applyDispute(ctx: Pick<Context, 'db' | 'log'>, facts: DisputeFacts): Promise<'done' | 'later'> {
  const { payment_intent: intent, status } = facts;
  const intentId = typeof intent === 'object' ? intent?.id : intent;
  const payment = intentId ? await findPaymentOfIntent(ctx.db, intentId, undefined) : undefined;
  if (!payment) return 'later';
  const currency = facts.currency.toUpperCase();
  if (!isDisputeStatus(status) || !isCurrency(currency)) {
    ctx.log.error({ dispute: facts.id, status, currency }, 'a dispute is of a kind that is not known here');
    return 'done';
  }
  await ctx.db.transaction(async (sql) => {
    const due = facts.evidence_details.due_by;
    const dueAt = due === null ? null : new Date(due * 1_000);
    const amount = money(facts.amount, currency);
    const row = { id: newId('dispute'), reference: facts.id, paymentId: payment.id, status, reason: facts.reason, amount: facts.amount };
    const isNew = await insertDispute(sql, { ...row, currency, dueAt, openedAt: new Date(facts.created * 1_000) });
    const dispute = await lockDispute(sql, facts.id);
    if (!dispute) throw new Error('a dispute that was written is there');
    if (isNew) await tellOpened(sql, { dispute, payment, amount });
    const moved = !isNew && (await moveDispute(sql, dispute.id, status, dueAt));
    if (moved) await addFact(sql, dispute.id, { type: 'status_changed', actor, data: { status } });
    for (const movement of facts.balance_transactions) await postDisputeMovement(sql, dispute, movement);
    const now = moved ? status : dispute.status;
    if (now === 'lost') await postDisputeLoss(sql, dispute);
    if ((isNew || moved) && isClosed(now)) {
      const data = { paymentId: payment.id, orderId: payment.orderId, disputeId: dispute.id, amount, outcome: now };
      await appendEvents(sql, [{ type: 'payment.dispute_closed', aggregateId: payment.id, data }]);
    }
  });
  return 'done';
}

async function tellOpened(
  sql: Sql,
  { dispute, payment, amount }: { dispute: DisputeRow; payment: PaymentRow; amount: Money },
): Promise<void> {
  await addFact(sql, dispute.id, { type: 'opened', actor, data: { status: dispute.status, reason: dispute.reason } });
  const dueAt = dispute.dueAt?.toISOString() ?? null;
  const data = { paymentId: payment.id, orderId: payment.orderId, disputeId: dispute.id, amount, dueAt };
  await appendEvents(sql, [{ type: 'payment.disputed', aggregateId: payment.id, data }]);
}
