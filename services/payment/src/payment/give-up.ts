import type { Sql } from '@tradewind/service';
import type { Services } from '../services.ts';
import { closePart, markGivenUp, type OrderPart } from './payment-store.ts';
import { settleCancellation } from './settle-cancellation.ts';

/**
 * An order is given up with all of its parts, or one edit of it: that is noted, and the processor is asked after the commit. Where that is
 * lost, the sweep does it; money that comes later is given back as well.
 * @returns what is to be done after the commit
 */
export async function giveUp(
  services: Pick<Services, 'db' | 'stripe'>,
  sql: Sql,
  of: OrderPart,
): Promise<(() => Promise<void>) | undefined> {
  await closePart(sql, of);
  const paymentIds = await markGivenUp(sql, of);
  if (paymentIds.length === 0) return undefined;
  return async () => {
    // Each by itself: one that the processor cannot be asked about now does not hold up the others.
    const settled = await Promise.allSettled(paymentIds.map((id) => settleCancellation(services, id)));
    for (const one of settled) if (one.status === 'rejected') throw one.reason;
  };
}
