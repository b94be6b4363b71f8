import { fromProblem, isErrorCode, type Problem, TradewindError } from '@tradewind/contracts/errors';
import type { GatewayRouter } from '@tradewind/gateway/contract';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';

type Inputs = inferRouterInputs<GatewayRouter>;
type Outputs = inferRouterOutputs<GatewayRouter>;
type ShopArea = Exclude<keyof Inputs & string, 'admin'>;
type AdminArea =
  | 'orders'
  | 'drafts'
  | 'returns'
  | 'invoices'
  | 'products'
  | 'payments'
  | 'credit'
  | 'disputes'
  | 'reconciliation'
  | 'messages'
  | 'promotions'
  | 'settings'
  | 'system';
type AdminAlone = Exclude<keyof Inputs['admin'] & string, AdminArea>;

/** The gateway's procedures that a shop calls, as `area.name`. */
export type ShopProcedure = { [A in ShopArea]: `${A}.${keyof Inputs[A] & string}` }[ShopArea];

/** Those of the back office, as `admin.name` or `admin.area.name`. */
export type AdminProcedure = `admin.${AdminAlone}` | { [A in AdminArea]: `admin.${A}.${keyof Inputs['admin'][A] & string}` }[AdminArea];

export type Procedure = ShopProcedure | AdminProcedure;

type At<Tree, Path> = Path extends `${infer Head}.${infer Rest}`
  ? Head extends keyof Tree
    ? At<Tree[Head], Rest>
    : never
  : Path extends keyof Tree
    ? Tree[Path]
    : never;

export type Input<P extends Procedure> = At<Inputs, P>;
export type Output<P extends Procedure> = At<Outputs, P>;

/** Where a call goes: the base address, and what fetch is to be told beside it. */
export interface Target {
  readonly base: string;
  readonly init?: RequestInit;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && isErrorCode(value.code);
}

/** What tRPC wraps around an answer. */
interface Envelope {
  readonly result?: { readonly data: unknown };
  readonly error?: { readonly data?: { readonly problem?: unknown } };
}

/** The result out of tRPC's envelope. @throws TradewindError as the gateway told it, or UNAVAILABLE when it told nothing. */
async function unwrap<T>(response: Response): Promise<T> {
  const envelope = (await response.json().catch(() => null)) as Envelope | null;
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

/** Reads, with as little code as a browser can do with. @throws TradewindError */
export async function query<P extends Procedure>({ base, init }: Target, procedure: P, input?: Input<P>): Promise<Output<P>> {
  const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  return unwrap(await send(`${base}/${procedure}${search}`, { ...init }));
}

/** Changes. @throws TradewindError */
export async function mutate<P extends Procedure>({ base, init }: Target, procedure: P, input?: Input<P>): Promise<Output<P>> {
  const headers = { ...(init?.headers as Record<string, string> | undefined), 'content-type': 'application/json' };
  return unwrap(await send(`${base}/${procedure}`, { ...init, method: 'POST', headers, body: JSON.stringify(input ?? {}) }));
}
