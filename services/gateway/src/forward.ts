import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { TradewindError } from '@tradewind/contracts/errors';
import type { FastifyReply } from 'fastify';
import { Pool } from 'undici';

const timeoutMs = 30_000;

/** What is carried along of a request and of its answer; the rest is between us and the service. */
const requestHeaders = [
  'content-type',
  'content-length',
  'if-none-match',
  'if-modified-since',
  'range',
  'stripe-signature',
  'carrier-signature',
] as const;
const responseHeaders = [
  'content-type',
  'content-length',
  'content-range',
  'accept-ranges',
  'etag',
  'last-modified',
  'cache-control',
  'retry-after',
] as const;

interface Forwarded {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body?: Readable | Buffer;
  /** What proves to the service who is asking. */
  readonly proof?: Record<string, string>;
}

/** Hands requests that are no procedure calls to a service and streams its answer back. */
export function createForwarder(service: string, url: string) {
  const pool = new Pool(new URL(url).origin, { connections: 32, headersTimeout: timeoutMs, bodyTimeout: timeoutMs, connectTimeout: 3_000 });

  /** @throws UNAVAILABLE when the service cannot be reached. */
  return async function forward(request: Forwarded, reply: FastifyReply): Promise<FastifyReply> {
    const headers: Record<string, string> = { ...request.proof };
    for (const name of requestHeaders) {
      const value = request.headers[name];
      if (typeof value === 'string') headers[name] = value;
    }
    const response = await pool.request({ method: request.method, path: request.path, headers, body: request.body ?? null }).catch(() => {
      throw new TradewindError('UNAVAILABLE', `The ${service} service is not available right now, try again.`);
    });
    for (const name of responseHeaders) {
      const value = response.headers[name];
      if (typeof value === 'string') reply.header(name, value);
    }
    return reply.code(response.statusCode).send(response.body);
  };
}

export type Forward = ReturnType<typeof createForwarder>;
