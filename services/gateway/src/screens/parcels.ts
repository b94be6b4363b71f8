import { parcels } from '@tradewind/contracts/schemas';
import { createTrpc } from '@tradewind/service';
import type { GatewayServices } from '../services.ts';

/** Where a parcel is, by its link. */
export function parcelsRouter({ clients }: GatewayServices) {
  const { router, procedure } = createTrpc();
  return router({
    track: procedure('public')
      .input(parcels.trackInput)
      .output(parcels.parcel)
      .query(({ input }) => clients.order.parcel.track.query(input)),
  });
}
