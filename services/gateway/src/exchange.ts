import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The HTTP exchange that a tRPC procedure answers: the headers by which it and the apps speak beside input and output. */
export interface Exchange {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  /** A header of the request, if it was sent once. */
  header(name: string): string | undefined;
  /** Sets a header of the response. */
  reply(name: string, value: string): void;
}

const storage = new AsyncLocalStorage<Exchange>();

/** The exchange under way. @throws Error outside of one. */
export function currentExchange(): Exchange {
  const exchange = storage.getStore();
  if (!exchange) throw new Error('There is no HTTP exchange under way');
  return exchange;
}

/** Runs what follows in the exchange of this request. */
export function runInExchange<T>(request: FastifyRequest, reply: FastifyReply, work: () => T): T {
  const exchange: Exchange = {
    method: request.method,
    url: request.url,
    header: (name) => {
      const value = request.headers[name];
      return typeof value === 'string' ? value : undefined;
    },
    reply: (name, value) => void reply.header(name, value),
  };
  return storage.run(exchange, work);
}
