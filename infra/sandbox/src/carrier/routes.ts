import type { FastifyInstance } from 'fastify';
import { type Carrier, scans } from './carrier.ts';

/** Adds the carrier's paths: a shipper's with a key, and what tests ask for. */
export function addCarrier(app: FastifyInstance, carrier: Carrier, apiKey: string): void {
  app.post<{ Body: { reference?: unknown } | null }>('/carrier/labels', async (request, reply) => {
    if (request.headers.authorization !== `Bearer ${apiKey}`) return reply.code(401).send({ error: { message: 'No such key.' } });
    const reference = request.body?.reference;
    if (typeof reference !== 'string' || reference === '') return reply.code(400).send({ error: { message: 'reference: is missing' } });
    return { carrier: 'Harbour Post', trackingNumber: carrier.label(reference).trackingNumber };
  });

  app.post<{ Params: { trackingNumber: string }; Body: { scan?: unknown } | null }>(
    '/_sandbox/parcels/:trackingNumber/scans',
    async (request, reply) => {
      const parcel = carrier.find(request.params.trackingNumber);
      const scan = scans.find((one) => one === request.body?.scan);
      if (!parcel || !scan) return reply.code(404).send({ error: { message: 'There is no such parcel or scan.' } });
      carrier.scan(parcel, scan);
      return carrier.find(parcel.trackingNumber);
    },
  );
}
