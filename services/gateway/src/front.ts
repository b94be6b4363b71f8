import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { TradewindError, toProblem } from '@tradewind/contracts/errors';
import { asTradewindError, childTraceparent, traceIdOf } from '@tradewind/service';
import type { FastifyInstance } from 'fastify';
import type { Answer } from './cache/answer-cache.ts';
import type { Hits } from './cache/hits.ts';
import { type RateLimits, type Weighed, weigh } from './limits/rate-limit.ts';
import { cacheHits, rateLimited } from './metrics.ts';

export interface FrontOptions {
  readonly hits: Hits;
  readonly limits: RateLimits;
  readonly addressOf: (request: IncomingMessage) => string;
}

/** Machines that watch, and the processor's signed webhooks, which come from one address and must not be lost. */
const unlimited = /^\/(?:health|metrics|webhooks)\b/;

/**
 * Puts a doorkeeper before Fastify: it refuses what is too much before a token is looked at, and gives kept answers to known
 * addresses straight to the socket, without routing, hooks or schemas (the README tells what that is worth).
 */
export function installFront(app: FastifyInstance, { hits, limits, addressOf }: FrontOptions): void {
  const { server } = app;
  // The cast: Node's types know listeners as functions alone.
  const inner = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');

  const admit: RequestListener = (request, response) => {
    const { method = 'GET', url = '/' } = request;
    const answer = method === 'GET' ? hits.find(url) : null;
    if (answer) {
      give(request, response, answer);
    } else if (url.includes('%') && !decodes(url)) {
      const errors = [{ path: 'url', message: 'is not percent-encoded UTF-8' }];
      refuse(request, response, new TradewindError('INVALID_INPUT', 'The address is malformed.', { errors }));
    } else {
      for (const listener of inner) listener.call(server, request, response);
    }
  };

  function decide(request: IncomingMessage, response: ServerResponse<IncomingMessage>, retryAfter: number): void {
    if (retryAfter === 0) {
      admit(request, response);
    } else {
      rateLimited.inc();
      refuse(request, response, new TradewindError('RATE_LIMITED', 'Slow down a little.', { retryAfter }));
    }
  }

  async function askThenDecide(request: IncomingMessage, response: ServerResponse<IncomingMessage>, weight: Weighed): Promise<void> {
    let retryAfter: number;
    try {
      retryAfter = await limits.take(weight, addressOf(request));
    } catch (error) {
      refuse(request, response, asTradewindError(error));
      return;
    }
    decide(request, response, retryAfter);
  }

  server.on('request', (request: IncomingMessage, response: ServerResponse<IncomingMessage>) => {
    const { method = 'GET', url = '/' } = request;
    const weight = unlimited.test(url) ? null : weigh(method, url);
    if (!weight) {
      admit(request, response);
    } else if (weight.kind === 'read') {
      decide(request, response, limits.read(weight, addressOf(request)));
    } else {
      void askThenDecide(request, response, weight);
    }
  });
}

function give(request: IncomingMessage, response: ServerResponse, { body, etag }: Answer): void {
  cacheHits.inc();
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag, 'cache-control': 'no-cache' }).end();
    return;
  }
  response
    .writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
      etag,
      'cache-control': 'no-cache',
    })
    .end(body);
}

/** A problem, for the ears of REST and of tRPC alike. */
function refuse(request: IncomingMessage, response: ServerResponse, error: TradewindError): void {
  const { traceparent } = request.headers;
  const traceId = traceIdOf(childTraceparent(typeof traceparent === 'string' ? traceparent : undefined)) ?? '';
  const problem = toProblem(error, traceId);
  const isTrpc = request.url?.startsWith('/trpc/');
  const trpc = { error: { message: problem.detail, code: -32603, data: { httpStatus: problem.status, problem } } };
  const body = JSON.stringify(isTrpc ? { ...problem, ...trpc } : problem);
  const headers: Record<string, string | number> = {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
  };
  if (problem.retryAfter !== undefined) headers['retry-after'] = problem.retryAfter;
  response.writeHead(problem.status, headers).end(body);
}

function decodes(url: string): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}
