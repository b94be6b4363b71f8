import type { OrderId } from '@tradewind/contracts/ids';
import { appendEvents } from '@tradewind/messaging';
import type { Services } from '../services.ts';
import { inventoryChanged } from './inventory-changed.ts';
import { steps } from './reservation-state.ts';
import { dueReservations, settle } from './reservation-store.ts';

/** Reservations looked at in one go. */
const batch = 200;

/**
 * Gives back the stock of reservations that are over: the backstop for orders that nobody released.
 * @returns how many were over.
 */
export async function expireReservations(services: Pick<Services, 'db'>, now = new Date()): Promise<number> {
  let expired = 0;
  for (;;) {
    const due = await dueReservations(services.db, now, batch);
    for (const orderId of due) expired += (await expireReservation(services, orderId, now)) ? 1 : 0;
    if (due.length < batch) return expired;
  }
}

/** A transaction for each, so that one that is being paid for right now holds up no other. */
async function expireReservation({ db }: Pick<Services, 'db'>, orderId: OrderId, now: Date): Promise<boolean> {
  return await db.transaction(async (sql) => {
    const settled = await settle(sql, orderId, { step: steps.expire, dueBy: now });
    if (settled.outcome !== 'moved') return false;
    await appendEvents(sql, [
      { type: 'inventory.reservation_expired', aggregateId: orderId, data: { orderId } },
      ...inventoryChanged(settled.rows),
    ]);
    return true;
  });
}
