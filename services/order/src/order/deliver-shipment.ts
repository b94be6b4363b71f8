import { TradewindError } from '@tradewind/contracts/errors';
import type { OrderId, ShipmentId } from '@tradewind/contracts/ids';
import type { order } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import { onlyRow, type Sql } from '@tradewind/service';
import { repeatable } from '../access.ts';
import type { Services } from '../services.ts';
import { advanceFulfilment } from './fulfilment.ts';
import { addFact, loadOrder, lockOrder } from './order-store.ts';
import { toOrder } from './order-view.ts';

interface DeliverInput {
  readonly orderId: OrderId;
  readonly shipmentId: ShipmentId;
  readonly idempotencyKey?: string | undefined;
}

const findText = 'SELECT delivered_at IS NOT NULL AS delivered FROM shipment WHERE id = $1 AND order_id = $2';
const deliverText = 'UPDATE shipment SET delivered_at = now() WHERE id = $1';

/** Notes that a parcel has arrived, in the caller's transaction. @throws NOT_FOUND for the order or the shipment */
export async function deliverLocked(sql: Sql, { orderId, shipmentId }: Pick<DeliverInput, 'orderId' | 'shipmentId'>): Promise<void> {
  const row = await lockOrder(sql, orderId);
  const shipment = onlyRow(await sql.rows<{ delivered: boolean }>(findText, [shipmentId, orderId]));
  if (!shipment) throw new TradewindError('NOT_FOUND', 'The order has no such shipment.');
  if (shipment.delivered) return;
  await sql.rows(deliverText, [shipmentId]);
  await addFact(sql, orderId, { type: 'delivered', data: { shipmentId } });
  const { row: next, events } = await advanceFulfilment(sql, row);
  const data = { orderId, shipmentId, fulfilmentStatus: next.fulfilmentStatus };
  await appendEvents(sql, [{ type: 'order.delivered', aggregateId: orderId, data }, ...events]);
}

/**
 * A parcel has arrived. With the last one of an order that is shipped in full, the order is completed. Telling it twice changes
 * nothing.
 * @throws NOT_FOUND for the order or the shipment
 */
export function deliverShipment(ctx: Services, input: DeliverInput): Promise<order.Order> {
  return repeatable(ctx.db, { procedure: 'staff.deliver', scope: input.orderId, input }, async () => {
    await ctx.db.transaction((sql) => deliverLocked(sql, input));
    return toOrder(await loadOrder(ctx.db, input.orderId));
  });
}
