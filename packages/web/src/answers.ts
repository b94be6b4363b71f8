import { type ErrorCode, TradewindError, toProblem } from '@tradewind/contracts/errors';

/** An error of the proxy's own, in the shape of the gateway's. */
export function refuse(code: ErrorCode, detail: string): Response {
  const problem = toProblem(new TradewindError(code, detail), '');
  return Response.json(
    { error: { message: detail, code: -32_600, data: { code, httpStatus: problem.status, problem } } },
    { status: problem.status, headers: { 'cache-control': 'no-store' } },
  );
}

/** Headers of the shopper's request that the gateway is to know: who they are by address, and the trace. */
export function passedOn(headers: Headers): Record<string, string> {
  const names = ['x-forwarded-for', 'user-agent', 'traceparent', 'accept-language'];
  return Object.fromEntries(names.flatMap((name) => (headers.get(name) ? [[name, headers.get(name) ?? '']] : [])));
}
