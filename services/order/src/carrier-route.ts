import { TradewindError } from '@tradewind/contracts/errors';
import { currentCall, isSigned, runInCall, takeStep } from '@tradewind/service';
import type { FastifyInstance } from 'fastify';
import { parseCarrierEvent } from './parcel/carrier-event.ts';
import { receiveCarrierEvent } from './parcel/receive-carrier-event.ts';
import type { Services } from './services.ts';

/** Adds POST /webhooks/carrier, which believes nothing but the signature over the body's very bytes. */
export function addCarrierRoute(app: FastifyInstance, services: Services, secret: string): void {
  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 100_000 }, (_request, body, ready) => ready(null, body));
    scope.post('/webhooks/carrier', async (request, reply) => {
      const { body, headers } = request;
      const signature = headers['carrier-signature'];
      if (!Buffer.isBuffer(body) || typeof signature !== 'string' || !isSigned(body, signature, { secret })) {
        throw new TradewindError('INVALID_INPUT', 'The signature does not fit.', {
          errors: [{ path: 'carrier-signature', message: 'does not fit' }],
        });
      }
      const event = parseCarrierEvent(body);
      if (!event) throw new TradewindError('INVALID_INPUT', 'The body is not an event.');
      const { traceparent, log } = currentCall();
      await runInCall({ actor: { kind: 'service', name: 'order' }, traceparent, log }, () =>
        takeStep({ kind: 'answer', names: [`webhook parcel.${event.status}`] }, () => receiveCarrierEvent(services, event)),
      );
      return await reply.send({ received: true });
    });
    done();
  });
}
