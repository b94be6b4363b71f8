import { appendEvents } from '@tradewind/messaging';
import { money } from '@tradewind/money';
import type { Context } from '../services.ts';
import { addFact, claimReminders } from './dispute-store.ts';

/** Days before the deadline at which somebody is reminded, the most urgent first: who is told of one day is not told of three. */
const reminders = [1, 3] as const;
const batch = 100;

/** Tells of disputes whose time for evidence ends soon and that nobody has answered: once three days before, once on the last day. */
export async function remindDisputes({ db }: Pick<Context, 'db'>): Promise<{ reminded: number }> {
  let reminded = 0;
  for (const days of reminders) {
    await db.transaction(async (sql) => {
      for (const { id, paymentId, orderId, amount, currency, dueAt } of await claimReminders(sql, { days, limit: batch })) {
        if (!dueAt) continue;
        await addFact(sql, id, { type: 'reminded', actor: 'payment', data: { days } });
        const data = { paymentId, orderId, disputeId: id, amount: money(amount, currency), dueAt: dueAt.toISOString(), days };
        await appendEvents(sql, [{ type: 'payment.dispute_due', aggregateId: paymentId, data }]);
        reminded += 1;
      }
    });
  }
  return { reminded };
}
