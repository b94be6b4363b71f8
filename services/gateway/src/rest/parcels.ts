import { parcels } from '@tradewind/contracts/schemas';
import { z } from 'zod';
import type { GatewayServices } from '../services.ts';
import type { RestApp } from './parts.ts';
import { failing } from './problems.ts';

/** `GET /parcels/{id}`: where a parcel is, by the token of its link. */
export function addParcels(app: RestApp, { clients }: GatewayServices): void {
  app.get(
    '/parcels/:id',
    {
      schema: {
        tags: ['Orders'],
        summary: 'Where a parcel is, by the token of its link',
        operationId: 'trackParcel',
        params: z.object({ id: parcels.trackInput.shape.shipmentId }),
        querystring: parcels.trackInput.pick({ token: true }),
        response: { 200: parcels.parcel, ...failing('NOT_FOUND') },
      },
    },
    ({ params, query }) => clients.order.parcel.track.query({ shipmentId: params.id, token: query.token }),
  );
}
