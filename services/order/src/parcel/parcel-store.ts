import type { OrderId, ShipmentId } from '@tradewind/contracts/ids';
import type { parcels } from '@tradewind/contracts/schemas';
import { onlyRow, type Sql } from '@tradewind/service';
import type { CarrierEvent } from './carrier-event.ts';

const lockText = 'SELECT pg_advisory_xact_lock(hashtext($1))';

/** Lets nobody else write down a labelled parcel, or hear of it, until the transaction ends: neither can miss the other. */
export async function lockParcel(sql: Sql, trackingNumber: string): Promise<void> {
  await sql.rows(lockText, [`parcel:${trackingNumber}`]);
}

const insertText = `
  INSERT INTO carrier_event (id, tracking_number, status, location, occurred_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (id) DO NOTHING RETURNING id`;

/** @returns false when the event was told before */
export async function insertEvent(sql: Sql, event: CarrierEvent): Promise<boolean> {
  const { id, trackingNumber, status, location, occurredAt } = event;
  return (await sql.rows(insertText, [id, trackingNumber, status, location, occurredAt])).length === 1;
}

const arrivedText = `SELECT 1 FROM carrier_event WHERE tracking_number = $1 AND status = 'delivered' LIMIT 1`;

/** Whether the carrier has told that a parcel arrived. */
export async function hasArrived(sql: Sql, trackingNumber: string): Promise<boolean> {
  return (await sql.rows(arrivedText, [trackingNumber])).length > 0;
}

const labelledText = 'SELECT id AS "shipmentId", order_id AS "orderId" FROM shipment WHERE labelled AND tracking_number = $1';

/** The parcel of a label, once it is written down. */
export async function findLabelled(sql: Sql, trackingNumber: string): Promise<{ shipmentId: ShipmentId; orderId: OrderId } | undefined> {
  return onlyRow(await sql.rows<{ shipmentId: ShipmentId; orderId: OrderId }>(labelledText, [trackingNumber]));
}

interface ParcelRow {
  readonly token: string;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly shippedAt: Date;
  readonly deliveredAt: Date | null;
  readonly events: readonly { readonly at: string; readonly status: parcels.ParcelStatus; readonly location: string | null }[];
}

const parcelText = `
  SELECT s.tracking_token AS token, s.carrier, s.tracking_number AS "trackingNumber", s.shipped_at AS "shippedAt",
    s.delivered_at AS "deliveredAt",
    COALESCE((SELECT json_agg(json_build_object('at', e.occurred_at, 'status', e.status, 'location', e.location)
       ORDER BY e.occurred_at DESC, e.received_at DESC)
     FROM carrier_event e WHERE s.labelled AND e.tracking_number = s.tracking_number), '[]') AS events
  FROM shipment s WHERE s.id = $1`;

export async function findParcel(sql: Sql, shipmentId: ShipmentId): Promise<ParcelRow | undefined> {
  return onlyRow(await sql.rows<ParcelRow>(parcelText, [shipmentId]));
}
