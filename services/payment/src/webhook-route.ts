import { TradewindError } from '@tradewind/contracts/errors';
import { currentCall, isSigned, runInCall, takeStep } from '@tradewind/service';
import type { FastifyInstance } from 'fastify';
import type { Services } from './services.ts';
import { receiveEvent } from './webhook/handle-event.ts';
import { parseProcessorEvent } from './webhook/webhook-event.ts';

/** Adds POST /webhooks/stripe, which believes nothing but the signature over the body's very bytes. */
export function addWebhookRoute(app: FastifyInstance, services: Services, secret: string): void {
  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 1_000_000 }, (_request, body, done) => done(null, body));
    scope.post('/webhooks/stripe', async (request, reply) => {
      const { body, headers } = request;
      const signature = headers['stripe-signature'];
      if (!Buffer.isBuffer(body) || typeof signature !== 'string' || !isSigned(body, signature, { secret })) {
        throw new TradewindError('INVALID_INPUT', 'The signature does not fit.', {
          errors: [{ path: 'stripe-signature', message: 'does not fit' }],
        });
      }
      const event = parseProcessorEvent(body);
      if (!event) throw new TradewindError('INVALID_INPUT', 'The body is not an event.');
      const { traceparent, log } = currentCall();
      const actor = { kind: 'service', name: 'payment' } as const;
      await runInCall({ actor, traceparent, log }, () =>
        takeStep({ kind: 'answer', names: [`webhook ${event.type}`] }, () => receiveEvent({ ...services, log }, event)),
      );
      return await reply.send({ received: true });
    });
    done();
  });
}
