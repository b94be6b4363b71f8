import { TradewindError } from '@tradewind/contracts/errors';
import type { OrderId } from '@tradewind/contracts/ids';
import { appendEvents } from '@tradewind/messaging';
import type { Sql } from '@tradewind/service';
import { inventoryChanged } from './inventory-changed.ts';
import { steps } from './reservation-state.ts';
import { findReservation, type HolderId, insertEmptyHanded, type Line, settle } from './reservation-store.ts';
import type { Reservation } from './reserve-stock.ts';

/** Between two statements another call may move the reservation on; then it is looked at anew, this often at most. */
const attempts = 5;

async function untilSettled(look: () => Promise<Reservation | undefined>): Promise<Reservation> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const settled = await look();
    if (settled) return settled;
  }
  throw new TradewindError('CONFLICT', 'The reservation is being changed by somebody else.');
}

/**
 * Turns a paid order's reservation into a deduction, in the caller's transaction. When it was over already, stock is taken
 * again; when there is none left, nothing changes but that `inventory.commit_failed` is told, and the answer is the old status.
 * @param input.lines what the order consists of, for when its reservation never arrived
 * @throws NOT_FOUND when there is no reservation and no lines are given
 */
export async function commitReservation(sql: Sql, input: { orderId: OrderId; lines?: readonly Line[] }): Promise<Reservation> {
  const { orderId, lines } = input;
  return await untilSettled(async () => {
    for (const step of [steps.commit, steps.takeAgain]) {
      const settled = await settle(sql, orderId, { step });
      if (settled.outcome === 'short') return await failCommit(sql, { orderId, status: step.from });
      if (settled.outcome === 'moved') {
        await appendEvents(sql, inventoryChanged(settled.rows));
        return { orderId, status: 'committed' };
      }
    }
    const known = await findReservation(sql, orderId);
    if (known?.status === 'committed') return { orderId, status: 'committed' };
    if (known?.status === 'released') return await failCommit(sql, { orderId, status: 'released' });
    if (!known && !lines) throw new TradewindError('NOT_FOUND', 'This order has no reservation.');
    if (!known && lines) await insertEmptyHanded(sql, { orderId, status: 'expired', lines });
    return undefined;
  });
}

async function failCommit(sql: Sql, reservation: Reservation & { orderId: OrderId }): Promise<Reservation> {
  await appendEvents(sql, [{ type: 'inventory.commit_failed', aggregateId: reservation.orderId, data: { orderId: reservation.orderId } }]);
  return reservation;
}

/**
 * Gives an order's reserved stock back, in the caller's transaction. An order that has no reservation is remembered as
 * released, so that a reservation that comes late takes nothing.
 * @throws CONFLICT when it is committed already: what was paid for goes back by {@link cancelReservation}.
 */
export async function releaseReservation(sql: Sql, orderId: HolderId): Promise<Reservation> {
  return await giveBack(sql, orderId, [steps.release, steps.forget]);
}

/** Gives an order's stock back, reserved or committed, in the caller's transaction; nothing of it may have been shipped. */
export async function cancelReservation(sql: Sql, orderId: OrderId): Promise<Reservation> {
  return await giveBack(sql, orderId, [steps.release, steps.putBack, steps.forget]);
}

type GiveBackStep = typeof steps.release | typeof steps.putBack | typeof steps.forget;

async function giveBack(sql: Sql, orderId: HolderId, allowed: readonly GiveBackStep[]): Promise<Reservation> {
  return await untilSettled(async () => {
    for (const step of allowed) {
      const settled = await settle(sql, orderId, { step });
      if (settled.outcome !== 'moved') continue;
      await appendEvents(sql, inventoryChanged(settled.rows));
      return { orderId, status: 'released' };
    }
    if (await insertEmptyHanded(sql, { orderId, status: 'released', lines: [] })) return { orderId, status: 'released' };
    const known = await findReservation(sql, orderId);
    if (known?.status === 'released') return { orderId, status: 'released' };
    if (known?.status === 'committed' && !allowed.includes(steps.putBack)) {
      throw new TradewindError('CONFLICT', 'The stock of this order is sold; it goes back when the order is cancelled.');
    }
    return undefined;
  });
}
