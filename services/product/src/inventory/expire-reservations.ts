import { idPattern, type OrderId } from '@tradewind/contracts/ids';
import { appendEvents, type Findings, type NewEvent, sweepEach } from '@tradewind/messaging';
import type { Services } from '../services.ts';
import { inventoryChanged } from './inventory-changed.ts';
import { steps } from './reservation-state.ts';
import { dueReservations, type HolderId, settle } from './reservation-store.ts';

/** Reservations looked at in one go; the schedule comes again within seconds. */
const batch = 1_000;

/**
 * Gives back the stock of reservations that are over: the backstop for orders that nobody released. A transaction for each, so that
 * one that is being paid for right now holds up no other.
 * @returns how many were over, and how many somebody else settled meanwhile
 */
export async function expireReservations({ db }: Pick<Services, 'db'>, now = new Date()): Promise<Findings> {
  const due = await dueReservations(db, now, batch);
  return sweepEach(due, ['expired', 'settledMeanwhile'], ({ id }) => expireReservation({ db }, id, now));
}

const isOrder = (id: HolderId): id is OrderId => idPattern('order').test(id);

/** Of an edit that never came about, there is nothing to tell. */
function told(id: HolderId): NewEvent[] {
  return isOrder(id) ? [{ type: 'inventory.reservation_expired', aggregateId: id, data: { orderId: id } }] : [];
}

async function expireReservation({ db }: Pick<Services, 'db'>, id: HolderId, now: Date): Promise<'expired' | 'settledMeanwhile'> {
  return await db.transaction(async (sql) => {
    const settled = await settle(sql, id, { step: steps.expire, dueBy: now });
    if (settled.outcome !== 'moved') return 'settledMeanwhile';
    await appendEvents(sql, [...told(id), ...inventoryChanged(settled.rows)]);
    return 'expired';
  });
}
