import { TradewindError } from '@tradewind/contracts/errors';
import { type Id, newId, type OrderId, type ShipmentId } from '@tradewind/contracts/ids';
import type { order } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import type { Sql } from '@tradewind/service';
import { invalid, repeatable } from '../access.ts';
import type { Label } from '../parcel/carrier.ts';
import { hasArrived, lockParcel } from '../parcel/parcel-store.ts';
import type { Services } from '../services.ts';
import { requireNothingWaits } from '../supplement/require-nothing-waits.ts';
import { deliverLocked } from './deliver-shipment.ts';
import { advanceFulfilment, leftToShip } from './fulfilment.ts';
import { addFact, loadOrder, lockOrder, type OrderItemRow, readItems } from './order-store.ts';
import { toOrder } from './order-view.ts';

type Pieces = readonly { itemId: Id<'orderItem'>; quantity: number }[];

export interface FulfilInput {
  readonly orderId: OrderId;
  readonly items: Pieces;
  readonly carrier?: string | undefined;
  readonly trackingNumber?: string | undefined;
  /** Whether the connected carrier is to make a label. */
  readonly label?: boolean | undefined;
  readonly idempotencyKey?: string | undefined;
}

/**
 * Pieces by line, those of one line together.
 * @throws INVALID_INPUT naming a line that the order does not have; CONFLICT when a line has fewer pieces than `left` says
 */
export function piecesOf(items: readonly OrderItemRow[], wanted: Pieces, left: (item: OrderItemRow) => number): Map<OrderItemRow, number> {
  const known = new Map<string, OrderItemRow>(items.map((item) => [item.id, item]));
  const pieces = new Map<OrderItemRow, number>();
  wanted.forEach(({ itemId, quantity }, index) => {
    const item = known.get(itemId);
    if (!item) throw invalid(`items.${index}.itemId`, 'is not an item of this order');
    pieces.set(item, (pieces.get(item) ?? 0) + quantity);
  });
  for (const [item, quantity] of pieces) {
    if (quantity > left(item)) throw new TradewindError('CONFLICT', `Of ${item.sku} only ${left(item)} are left.`);
  }
  return pieces;
}

const shipmentText = 'INSERT INTO shipment (id, order_id, carrier, tracking_number, labelled) VALUES ($1, $2, $3, $4, $5)';
const linesText = `
  WITH pieces AS (SELECT * FROM unnest($2::text[], $3::int[]) AS p(item_id, quantity)),
    shipped AS (UPDATE order_item i SET fulfilled_quantity = fulfilled_quantity + p.quantity FROM pieces p WHERE i.id = p.item_id)
  INSERT INTO shipment_item (shipment_id, order_item_id, quantity) SELECT $1, item_id, quantity FROM pieces`;

interface Shipping {
  readonly id: ShipmentId;
  readonly label: Label | undefined;
}

async function ship(sql: Sql, input: FulfilInput, { id: shipmentId, label }: Shipping): Promise<void> {
  const row = await lockOrder(sql, input.orderId);
  if (row.status !== 'confirmed' || row.paymentStatus === 'refunded') {
    throw new TradewindError('CONFLICT', 'Only an order that is confirmed and paid for is shipped.');
  }
  await requireNothingWaits(sql, row);
  const pieces = piecesOf(await readItems(sql, row.id), input.items, leftToShip);
  if (label) await lockParcel(sql, label.trackingNumber);
  const { carrier, trackingNumber } = label ?? input;
  await sql.rows(shipmentText, [shipmentId, row.id, carrier ?? null, trackingNumber ?? null, label !== undefined]);
  await sql.rows(linesText, [shipmentId, [...pieces.keys()].map((item) => item.id), [...pieces.values()]]);
  const { row: next, events } = await advanceFulfilment(sql, row);
  const items = [...pieces].map(([item, quantity]) => ({ itemId: item.id, quantity }));
  await addFact(sql, row.id, { type: 'shipped', data: { shipmentId, items } });
  const data = { orderId: row.id, shipmentId, fulfilmentStatus: next.fulfilmentStatus };
  await appendEvents(sql, [{ type: 'order.shipped', aggregateId: row.id, data }, ...events]);
  // A carrier may be quicker than we are.
  if (label && (await hasArrived(sql, label.trackingNumber))) await deliverLocked(sql, { orderId: row.id, shipmentId });
}

/** @throws CONFLICT when no carrier is connected; UNAVAILABLE when it does not answer */
async function labelFor(ctx: Services, id: ShipmentId, { label, carrier, trackingNumber }: FulfilInput): Promise<Label | undefined> {
  if (!label) return undefined;
  if (carrier !== undefined || trackingNumber !== undefined) throw invalid('label', 'goes without a carrier and a number of its own');
  if (ctx.carrier === null) throw new TradewindError('CONFLICT', 'No carrier is connected that makes labels.');
  return ctx.carrier.label(id);
}

/**
 * Sends a parcel with some pieces of a confirmed order: at most what was ordered and neither shipped nor refunded. With a label of the
 * connected carrier, if one is wanted. Repeatable with a key.
 * @throws NOT_FOUND; INVALID_INPUT naming an unknown line; CONFLICT when fewer are left, the order is not to be shipped, or an edit of it waits for its payment
 */
export function fulfilOrder(ctx: Services, input: FulfilInput): Promise<order.Order> {
  return repeatable(ctx.db, { procedure: 'staff.fulfil', scope: input.orderId, input }, async (claim) => {
    // With a resource, an earlier try shipped and could not say so.
    if (claim.resource === null) {
      const id = newId('shipment');
      const label = await labelFor(ctx, id, input);
      await ctx.db.transaction(async (sql) => {
        await ship(sql, input, { id, label });
        await claim.attach(sql, id);
      });
    }
    return toOrder(await loadOrder(ctx.db, input.orderId));
  });
}
