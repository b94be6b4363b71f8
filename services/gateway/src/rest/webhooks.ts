import type { FastifyInstance } from 'fastify';
import type { GatewayServices } from '../services.ts';

/** `POST /webhooks/stripe` and `/webhooks/carrier`: to the service whose they are byte for byte, for the signature is over the bytes. */
export async function addWebhooks(scope: FastifyInstance, { forwardToPayment, forwardToOrder }: GatewayServices): Promise<void> {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  for (const { path, forward } of [
    { path: '/webhooks/stripe', forward: forwardToPayment },
    { path: '/webhooks/carrier', forward: forwardToOrder },
  ]) {
    scope.post<{ Body: Buffer | undefined }>(path, (request, reply) =>
      forward({ method: 'POST', path, headers: request.headers, ...(request.body && { body: request.body }) }, reply),
    );
  }
}
