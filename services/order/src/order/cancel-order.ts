import { TradewindError } from '@tradewind/contracts/errors';
import type { OrderId } from '@tradewind/contracts/ids';
import type { order } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import type { Claim } from '@tradewind/service';
import { repeatable } from '../access.ts';
import { abandonOrder, cancelPending } from '../checkout/abandon-order.ts';
import type { Services } from '../services.ts';
import { type CancelledBy, cancelLocked } from './cancel-locked.ts';
import { type OrderKey, openOwnOrder } from './open-order.ts';
import { loadOrder, lockOrder } from './order-store.ts';
import { toOrder } from './order-view.ts';

interface Cancellation {
  readonly orderId: OrderId;
  readonly by: CancelledBy;
  readonly reason?: string | undefined;
}

/** What was paid for goes back: stock and money by the event. */
async function cancelConfirmed(ctx: Services, { orderId, by, reason }: Cancellation): Promise<void> {
  await ctx.db.transaction(async (sql) => {
    const row = await lockOrder(sql, orderId);
    if (row.fulfilmentStatus !== 'unfulfilled') throw new TradewindError('CONFLICT', 'Something of this order was shipped already.');
    if (row.status !== 'confirmed') throw new TradewindError('CONFLICT', `The order is ${row.status}.`);
    const { events } = await cancelLocked(sql, row, { by, reason });
    await appendEvents(sql, events);
  });
}

async function cancel(ctx: Services, cancellation: Cancellation, claim: Claim): Promise<order.Order> {
  const { orderId } = cancellation;
  const found = await loadOrder(ctx.db, orderId);
  const { status, paymentStatus } = found;
  // An earlier try began before the order was cancelled, and could not say that it was.
  if (status === 'cancelled' && claim.resource !== null) return toOrder(found);
  if (status !== 'cancelled') await claim.attach(ctx.db, orderId);
  if (status === 'pending' && paymentStatus === 'conflicted') await cancelPending(ctx, { ...cancellation, voided: false });
  else if (status !== 'pending' || (await abandonOrder(ctx, cancellation)) === 'paid') await cancelConfirmed(ctx, cancellation);
  return toOrder(await loadOrder(ctx.db, orderId));
}

/**
 * Cancels the caller's own order as long as nothing was shipped; what was paid goes back. Repeatable with a key.
 * @throws NOT_FOUND; CONFLICT when something was shipped or it is cancelled already
 */
export async function cancelOwnOrder(
  ctx: Services,
  input: OrderKey & { reason?: string | undefined; idempotencyKey?: string | undefined },
): Promise<order.Order> {
  await openOwnOrder(ctx, input);
  return repeatable(ctx.db, { procedure: 'order.cancel', scope: input.orderId, input }, (claim) =>
    cancel(ctx, { orderId: input.orderId, by: 'customer', reason: input.reason }, claim),
  );
}

/** As {@link cancelOwnOrder}, for staff and any order. */
export function cancelAnyOrder(
  ctx: Services,
  input: { orderId: OrderId; reason?: string | undefined; idempotencyKey?: string | undefined },
): Promise<order.Order> {
  return repeatable(ctx.db, { procedure: 'staff.cancel', scope: input.orderId, input }, (claim) =>
    cancel(ctx, { orderId: input.orderId, by: 'staff', reason: input.reason }, claim),
  );
}
