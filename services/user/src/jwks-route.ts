import type { JSONWebKeySet } from '@tradewind/service';
import type { FastifyInstance } from 'fastify';

/** GET /.well-known/jwks.json (RFC 7517): the keys by which everybody verifies access tokens. */
export function jwksRoute(app: FastifyInstance, jwks: JSONWebKeySet): void {
  app.get('/.well-known/jwks.json', (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').type('application/jwk-set+json').send(JSON.stringify(jwks)),
  );
}
