import { fromProblem, isErrorCode, type Problem, TradewindError } from '@tradewind/contracts/errors';
import { TRPCClientError } from '@trpc/client';

/** The problem that an error answer of the gateway carries, if it is one. */
export function problemOf(error: unknown): Problem | null {
  const problem: unknown = error instanceof TRPCClientError ? error.data?.problem : undefined;
  const known = typeof problem === 'object' && problem !== null && 'code' in problem && isErrorCode(problem.code);
  return known ? (problem as Problem) : null;
}

/** Whether the call was given up by who made it. */
function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || isAbort(error.cause));
}

/** Throws the TradewindError that an error stands for; what is no answer of the gateway is UNAVAILABLE. An abort stays one. */
export function asTradewindError(error: unknown): never {
  const problem = problemOf(error);
  if (problem) throw fromProblem(problem);
  if (isAbort(error)) throw error;
  throw Object.assign(new TradewindError('UNAVAILABLE', 'The shop cannot be reached right now'), { cause: error });
}
