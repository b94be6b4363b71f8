import { deliverLocked } from '../order/deliver-shipment.ts';
import type { Services } from '../services.ts';
import type { CarrierEvent } from './carrier-event.ts';
import { findLabelled, insertEvent, lockParcel } from './parcel-store.ts';

/**
 * Writes down what the carrier tells of a parcel, once per event, in whatever order they come. One that arrived is delivered, as if
 * staff had said so. An event of a parcel that is not written down yet is kept for it.
 */
export async function receiveCarrierEvent({ db }: Pick<Services, 'db'>, event: CarrierEvent): Promise<void> {
  await db.transaction(async (sql) => {
    await lockParcel(sql, event.trackingNumber);
    if (!(await insertEvent(sql, event)) || event.status !== 'delivered') return;
    const parcel = await findLabelled(sql, event.trackingNumber);
    if (parcel) await deliverLocked(sql, parcel);
  });
}
