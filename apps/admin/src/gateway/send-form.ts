import { fromProblem, isErrorCode, type Problem, TradewindError } from '@tradewind/contracts/errors';

/** The gateway answers with a problem; the proxy wraps its own as tRPC does. */
function problemIn(body: unknown): Problem | null {
  if (typeof body !== 'object' || body === null) return null;
  if ('code' in body && isErrorCode(body.code)) return body as Problem;
  if ('error' in body && typeof body.error === 'object' && body.error !== null && 'data' in body.error) {
    const { data } = body.error;
    return typeof data === 'object' && data !== null && 'problem' in data ? problemIn(data.problem) : null;
  }
  return null;
}

/**
 * Sends a form with a file through this app to the gateway.
 * @param what "picture"
 * @returns what the gateway's own schema has checked
 * @throws TradewindError
 */
export async function sendForm<Stored>(path: string, form: FormData, what: string): Promise<Stored> {
  const answer = await fetch(path, { method: 'POST', body: form }).catch(() => null);
  const body: unknown = await answer?.json().catch(() => null);
  // The cast: an answer of 2xx is what the gateway's own schema has checked.
  if (answer?.ok && body) return body as Stored;
  const problem = problemIn(body);
  throw problem ? fromProblem(problem) : new TradewindError('UNAVAILABLE', `The ${what} could not be stored right now. Please try again.`);
}
