import * as call from '@tradewind/client/call';
import type { Input, Output, ShopProcedure } from './procedures.ts';

const base = '/api/gateway';

/** Asks the gateway through the app's own proxy, which knows the session and the cart. @throws TradewindError */
export function query<P extends ShopProcedure>(procedure: P, input?: Input<P>, signal?: AbortSignal): Promise<Output<P>> {
  return call.query({ base, init: signal ? { signal } : {} }, procedure, input);
}

/** Changes something through the proxy. @throws TradewindError */
export function mutate<P extends ShopProcedure>(procedure: P, input?: Input<P>): Promise<Output<P>> {
  return call.mutate({ base }, procedure, input);
}
