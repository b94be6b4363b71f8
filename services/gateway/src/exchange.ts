import { type Call, currentCall } from '@tradewind/service';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** The HTTP exchange that a procedure answers: the headers by which it and the apps speak beside input and output. */
interface Exchange {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  /** A header of the request, if it was sent once. */
  header(name: string): string | undefined;
  /** Sets a header of the response. */
  reply(name: string, value: string): void;
}

const exchanges = new WeakMap<Call, { request: FastifyRequest; reply: FastifyReply }>();

/** Lets procedures find the exchange that they are called by, and tells of replayed answers. */
export function addExchange(app: FastifyInstance): void {
  app.addHook('preHandler', (request, reply, done) => {
    if (request.call) exchanges.set(request.call, { request, reply });
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    if (request.call?.replayed) reply.header('idempotent-replayed', 'true');
    done(null, payload);
  });
}

/** The exchange of the call under way. @throws Error when the call did not come over HTTP. */
export function currentExchange(): Exchange {
  const exchange = exchanges.get(currentCall());
  if (!exchange) throw new Error('This call did not come over HTTP');
  const { request, reply } = exchange;
  return {
    method: request.method,
    url: request.url,
    header(name) {
      const value = request.headers[name];
      return typeof value === 'string' ? value : undefined;
    },
    reply: (name, value) => void reply.header(name, value),
  };
}
