import type { Socket } from 'node:net';
import { type Problem, TradewindError, toProblem } from '@tradewind/contracts/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TokenVerifier } from './auth.ts';
import { asTradewindError, trpcCodes } from './errors.ts';
import { wire } from './headers.ts';
import { clientOf, deadlineOf, identify } from './incoming.ts';
import type { Logger } from './log.ts';
import { httpDuration } from './metrics.ts';
import { type Call, enterCall, openCall } from './scope.ts';
import { childTraceparent, traceIdOf } from './trace.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for every route but /health and /metrics. */
    call: Call | null;
    /** This request's span; known before who asks is. */
    traceparent: string;
    endCall: (() => void) | null;
  }
}

/** Routes for machines that watch: nobody is identified there. */
const unattended = /^\/(health|metrics)\b/;

/** Sends an error as problem+json; under /trpc in tRPC's form beside it. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: TradewindError): FastifyReply {
  const problem = toProblem(error, traceIdOf(request.traceparent ?? '') ?? '');
  if (problem.retryAfter !== undefined) reply.header('retry-after', String(problem.retryAfter));
  const body = request.url.startsWith('/trpc/') ? { ...problem, ...trpcShape(problem) } : problem;
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(body));
}

/** What is refused before tRPC sees it is told in tRPC's words as well, so that its clients understand. */
function trpcShape(problem: Problem) {
  const data = { code: trpcCodes[problem.code], httpStatus: problem.status, problem };
  return { error: { message: problem.detail, code: -32603, data } };
}

/** What is no HTTP at all (RFC 9110, section 15.5) never becomes a request; it is answered on the bare connection. */
export function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = toProblem(
    new TradewindError('INVALID_INPUT', 'The request is not HTTP, or its headers are too large.'),
    traceIdOf(childTraceparent()) ?? '',
  );
  const body = JSON.stringify(problem);
  const head = `HTTP/1.1 400 Bad Request\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close`;
  socket.end(`${head}\r\n\r\n${body}`);
}

/** Gives every request its call, every error its problem, and every answer its place in the figures. */
export function addHttpBasics(app: FastifyInstance, options: { verifier: TokenVerifier; log: Logger; deadlineMs: number }): void {
  const { verifier, log, deadlineMs } = options;
  app.decorateRequest('call', null);
  app.decorateRequest('traceparent', '');
  app.decorateRequest('endCall', null);

  async function open(request: FastifyRequest): Promise<Call> {
    const { headers } = request;
    const identity = await identify(verifier, headers);
    const client = clientOf(headers, identity.caller, request.ip);
    const deadline = deadlineOf(headers, deadlineMs);
    const { call, end } = openCall({ ...identity, ...client, traceparent: request.traceparent, deadline, log });
    request.call = call;
    request.endCall = end;
    return call;
  }

  app.addHook('onRequest', (request, _reply, done) => {
    const given = request.headers[wire.traceparent];
    request.traceparent = childTraceparent(typeof given === 'string' ? given : undefined);
    if (unattended.test(request.url)) return done();
    // Everything after runs in the call's scope; Fastify itself keeps it while it reads the body.
    open(request).then((call) => enterCall(call, done), done);
  });

  app.addHook('onResponse', (request, reply, done) => {
    request.endCall?.();
    const route = request.routeOptions.url ?? 'none';
    httpDuration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });

  app.setErrorHandler((error, request, reply) => {
    const known = asTradewindError(error);
    if (known.code === 'INTERNAL') log.error({ err: error, traceId: traceIdOf(request.traceparent) }, 'a request failed');
    return sendProblem(request, reply, known);
  });

  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, new TradewindError('NOT_FOUND', 'There is nothing here.')));
}
