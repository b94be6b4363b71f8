import Fastify, { type FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Registry } from 'prom-client';
import { ProcessorError } from './processor/errors.ts';

/** A server with the health and metrics paths that every process of the house has. */
export function createHttpServer(name: string): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit: 1_000_000, forceCloseConnections: true, keepAliveTimeout: 60_000 });
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'sandbox_http_requests_total',
    help: 'Requests answered, by server, route and status.',
    labelNames: ['server', 'route', 'status'],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    requests.inc({ server: name, route: request.routeOptions.url ?? 'unknown', status: reply.statusCode });
  });
  app.setErrorHandler(async (error, _request, reply) => {
    if (error instanceof ProcessorError) return reply.code(error.status).send({ error: error.body });
    const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
    const message = status < 500 && error instanceof Error ? error.message : 'An unexpected error occurred.';
    return reply.code(status).send({ error: { type: status < 500 ? 'invalid_request_error' : 'api_error', message } });
  });
  app.setNotFoundHandler(async (request, reply) =>
    reply.code(404).send({
      error: { type: 'invalid_request_error', message: `Unrecognized request URL (${request.method}: ${request.url.split('?')[0]}).` },
    }),
  );
  app.get('/health/live', async () => ({ status: 'ok' }));
  app.get('/health/ready', async () => ({ status: 'ok' }));
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  return app;
}
