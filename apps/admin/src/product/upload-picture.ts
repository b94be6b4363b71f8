import { fromProblem, isErrorCode, type Problem, TradewindError } from '@tradewind/contracts/errors';
import type { Picture } from '#gateway/procedures.ts';

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

/** Stores a picture with its description. @throws TradewindError */
export async function uploadPicture(file: File, alt: string): Promise<Picture> {
  const form = new FormData();
  form.set('alt', alt);
  form.set('file', file);
  const answer = await fetch('/api/media', { method: 'POST', body: form }).catch(() => null);
  const body: unknown = await answer?.json().catch(() => null);
  // The cast: an answer of 2xx is what the gateway's own schema has checked.
  if (answer?.ok && body) return body as Picture;
  const problem = problemIn(body);
  throw problem ? fromProblem(problem) : new TradewindError('UNAVAILABLE', 'The picture could not be stored right now. Please try again.');
}
