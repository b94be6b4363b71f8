import { type Problem, TradewindError } from '@tradewind/contracts/errors';
import { type AnyRouter, callTRPCProcedure, getErrorShape, getTRPCErrorFromUnknown } from '@trpc/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { wire } from './headers.ts';
import { type Call, currentCall } from './scope.ts';
import { takeStep } from './steps.ts';

interface TrpcRequest {
  Params: { path: string };
  Querystring: { batch?: string; input?: string };
}

interface Answer {
  readonly status: number;
  readonly retryAfter?: number;
  readonly body: { result: { data: unknown } } | { error: unknown };
}

/** What the router's error formatter makes of an error; see createTrpc. */
interface ErrorShape {
  readonly data: { readonly httpStatus: number; readonly problem?: Problem };
}

function malformed(detail: string): TradewindError {
  return new TradewindError('INVALID_INPUT', detail);
}

/** A GET's input is JSON in the address, a POST's is its body. */
function inputOf(request: FastifyRequest<TrpcRequest>): unknown {
  if (request.method === 'POST') return request.body;
  const text = request.query.input;
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('The input is not JSON.');
  }
}

/** A batch's inputs are an object keyed by the operation's place. */
function nth(inputs: unknown, index: number): unknown {
  // The cast: whatever object it is, its members are looked up by a number.
  return typeof inputs === 'object' && inputs !== null ? (inputs as Record<string, unknown>)[String(index)] : undefined;
}

async function answer(
  router: AnyRouter,
  call: Call,
  operation: { path: string; post: boolean; input: unknown; index: number },
): Promise<Answer> {
  const { path, post, input, index } = operation;
  const type = post ? 'mutation' : 'query';
  try {
    const data: unknown = await takeStep({ kind: 'answer', names: [path] }, () =>
      callTRPCProcedure({
        router,
        path,
        type,
        // A query too long for an address may come as POST; a mutation never as GET.
        allowMethodOverride: post,
        getRawInput: async () => input,
        ctx: call,
        signal: call.signal,
        batchIndex: index,
      }),
    );
    return { status: 200, body: { result: { data } } };
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause);
    // The cast: every router of this house is made by createTrpc.
    const shape = getErrorShape({ config: router._def._config, error, type, path, input, ctx: call }) as ErrorShape;
    return { status: shape.data.httpStatus, retryAfter: shape.data.problem?.retryAfter, body: { error: shape } };
  }
}

/**
 * tRPC over HTTP at /trpc (https://trpc.io/docs/rpc), single and batched, without streams. It stands in for tRPC's own Fastify
 * adapter, which builds a web Request and Response around each call and so took a third of a call's time.
 */
export function addTrpc(app: FastifyInstance, router: AnyRouter, maxBatchSize: number): void {
  void app.register(
    (scope, _options, done) => {
      scope.removeContentTypeParser('application/json');
      scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, parsed) => {
        try {
          parsed(null, text === '' ? undefined : JSON.parse(text.toString()));
        } catch {
          parsed(malformed('The body is not JSON.'));
        }
      });

      scope.route<TrpcRequest>({
        method: ['GET', 'POST'],
        url: '/:path',
        async handler(request, reply) {
          const call = request.call ?? currentCall();
          const isBatch = request.query.batch === '1';
          const post = request.method === 'POST';
          const paths = isBatch ? request.params.path.split(',') : [request.params.path];
          if (paths.length > maxBatchSize) throw malformed(`A batch has at most ${maxBatchSize} operations.`);
          const inputs = inputOf(request);
          const answers = await Promise.all(
            paths.map((path, index) => answer(router, call, { path, post, input: isBatch ? nth(inputs, index) : inputs, index })),
          );
          const first = answers[0];
          const retryAfter = answers.find((one) => one.retryAfter !== undefined)?.retryAfter;
          if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
          if (call.replayed) reply.header(wire.replayed, '1');
          const bodies = answers.map(({ body }) => body);
          return await reply
            .code(answers.every(({ status }) => status === first?.status) ? (first?.status ?? 200) : 207)
            .type('application/json')
            .send(JSON.stringify(isBatch ? bodies : bodies[0]));
        },
      });
      done();
    },
    { prefix: '/trpc' },
  );
}
