import { TradewindError } from '@tradewind/contracts/errors';
import type { ShipmentId } from '@tradewind/contracts/ids';
import { parcels } from '@tradewind/contracts/schemas';
import type { Services } from '../services.ts';
import { sameToken } from '../tokens.ts';
import { findParcel } from './parcel-store.ts';

/** Where a parcel is, for whoever has its link; nothing of whose it is. @throws NOT_FOUND also with a wrong token */
export async function trackParcel(ctx: Services, input: { shipmentId: ShipmentId; token: string }): Promise<parcels.Parcel> {
  const found = await findParcel(ctx.db, input.shipmentId);
  if (!found || !sameToken(input.token, found.token)) throw new TradewindError('NOT_FOUND', 'There is no such parcel.');
  const { token: _, events, shippedAt, deliveredAt, ...rest } = found;
  // The carrier's events may come in any order: what is furthest counts.
  const told = parcels.parcelStatus.options.toReversed().find((status) => events.some((event) => event.status === status));
  return {
    ...rest,
    status: deliveredAt === null ? (told ?? 'shipped') : 'delivered',
    shippedAt: shippedAt.toISOString(),
    deliveredAt: deliveredAt?.toISOString() ?? null,
    events: events.map(({ at, status, location }) => ({ at: new Date(at).toISOString(), status, location })),
  };
}
