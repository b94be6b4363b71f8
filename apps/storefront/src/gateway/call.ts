import { fromProblem, isErrorCode, type Problem, TradewindError } from '@tradewind/contracts/errors';
import type { Input, Output, Procedure } from './procedures.ts';

/** Where a call goes: the base address, and what fetch is to be told beside it. */
export interface Target {
  readonly base: string;
  readonly init?: RequestInit;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && isErrorCode(value.code);
}

/** The result out of tRPC's envelope. @throws TradewindError as the gateway told it, or UNAVAILABLE when it told nothing. */
async function unwrap<T>(response: Response): Promise<T> {
  const envelope = await response.json().catch(() => null);
  if (response.ok && envelope?.result) return envelope.result.data as T;
  const problem: unknown = envelope?.error?.data?.problem;
  if (isProblem(problem)) throw fromProblem(problem);
  throw new TradewindError('UNAVAILABLE', 'The shop does not answer right now. Please try again in a moment.');
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new TradewindError('UNAVAILABLE', 'There is no connection to the shop. Please try again.');
  }
}

/** Reads. @throws TradewindError */
export async function query<P extends Procedure>({ base, init }: Target, procedure: P, input?: Input<P>): Promise<Output<P>> {
  const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  return unwrap(await send(`${base}/${procedure}${search}`, { ...init }));
}

/** Changes. @throws TradewindError */
export async function mutate<P extends Procedure>({ base, init }: Target, procedure: P, input?: Input<P>): Promise<Output<P>> {
  const headers = { ...(init?.headers as Record<string, string> | undefined), 'content-type': 'application/json' };
  return unwrap(await send(`${base}/${procedure}`, { ...init, method: 'POST', headers, body: JSON.stringify(input ?? {}) }));
}
