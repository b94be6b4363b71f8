import { TradewindError, toProblem } from '@tradewind/contracts/errors';
import type { Permission, ServiceName } from '@tradewind/contracts/permissions';
import { initTRPC, TRPCError } from '@trpc/server';
import { asTradewindError, trpcCodes } from './errors.ts';
import { rpcDuration } from './metrics.ts';
import { type Call, enterCall } from './scope.ts';

/** Who may call a procedure. A service's own call (not on behalf of a user) passes only where its name is listed. */
export type Access = 'public' | 'signed-in' | { permission: Permission } | { callers: readonly ServiceName[] };

/** @throws UNAUTHENTICATED when nobody is known, FORBIDDEN when the one who is known is not allowed */
export function authorise(call: Pick<Call, 'actor' | 'caller'>, access: Access): void {
  if (access === 'public') return;
  const { actor, caller } = call;
  const allowed =
    access === 'signed-in'
      ? actor.kind === 'user'
      : 'callers' in access
        ? caller !== null && access.callers.includes(caller)
        : actor.kind === 'user' && actor.permissions.has(access.permission);
  if (allowed) return;
  const nobody = actor.kind === 'guest' && (caller === null || !(typeof access === 'object' && 'callers' in access));
  throw nobody ? new TradewindError('UNAUTHENTICATED', 'Sign in first.') : new TradewindError('FORBIDDEN', 'This is not allowed.');
}

function late(): TradewindError {
  return new TradewindError('DEADLINE_EXCEEDED', 'It took too long.');
}

/** Answers at the deadline at the latest; the work is told by the call's signal and its late result is dropped. */
async function withinDeadline<T>(call: Call, work: () => Promise<T>): Promise<T> {
  const { signal } = call;
  if (signal.aborted || Date.now() >= call.deadline) throw late();
  if (call.deadline === Number.POSITIVE_INFINITY) return await work();
  let onAbort = () => {};
  const deadline = new Promise<never>((_, reject) => {
    onAbort = () => reject(late());
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work(), deadline]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function asTrpcError(error: unknown): TRPCError {
  const known = asTradewindError(error);
  return new TRPCError({ code: trpcCodes[known.code], message: known.message, cause: known.code === 'INTERNAL' ? error : known });
}

/**
 * tRPC as this house uses it. Every procedure states its access, which is also its `meta`; the context is the {@link Call}; every
 * error has a problem (RFC 9457) in `data.problem`. Give each procedure an `.output()`.
 */
export function createTrpc() {
  const t = initTRPC
    .context<Call>()
    .meta<{ access: Access }>()
    .create({
      isDev: false,
      errorFormatter({ shape, error, ctx }) {
        const problem = toProblem(asTradewindError(error), ctx?.traceId ?? '');
        return { ...shape, message: problem.detail, data: { code: shape.data.code, httpStatus: problem.status, problem } };
      },
    });

  const guarded = (access: Access) =>
    t.middleware(({ ctx, path, next }) =>
      enterCall(ctx, async () => {
        const started = performance.now();
        let code = 'OK';
        try {
          authorise(ctx, access);
          const result = await withinDeadline(ctx, () => next());
          if (!result.ok) throw result.error;
          return result;
        } catch (error) {
          code = asTradewindError(error).code;
          if (code === 'INTERNAL') ctx.log.error({ err: error, procedure: path }, 'a procedure failed');
          throw asTrpcError(error);
        } finally {
          rpcDuration.observe({ procedure: path, code }, (performance.now() - started) / 1000);
        }
      }),
    );

  return {
    router: t.router,
    mergeRouters: t.mergeRouters,
    /** A procedure that only those may call who have access. */
    procedure: (access: Access) => t.procedure.meta({ access }).use(guarded(access)),
  };
}
