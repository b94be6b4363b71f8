import type { FastifyInstance } from 'fastify';
import type { GatewayServices } from '../services.ts';

/** `POST /webhooks/stripe`: to the payment service byte for byte, for the signature is over the bytes. */
export async function addWebhooks(scope: FastifyInstance, { forwardToPayment }: GatewayServices): Promise<void> {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  scope.post<{ Body: Buffer | undefined }>('/webhooks/stripe', (request, reply) =>
    forwardToPayment(
      { method: 'POST', path: '/webhooks/stripe', headers: request.headers, ...(request.body && { body: request.body }) },
      reply,
    ),
  );
}
