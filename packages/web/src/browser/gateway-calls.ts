import * as call from '@tradewind/client/call';

/** Where an app's own route relays calls to the gateway. */
const base = '/api/gateway';

export type Me = NonNullable<call.Output<'auth.me'>>;

/** Asks the gateway through the app's own proxy, which knows the session. Both throw TradewindError. */
export function gatewayCalls<Known extends call.Procedure>() {
  return {
    query: <P extends Known>(procedure: P, input?: call.Input<P>, signal?: AbortSignal): Promise<call.Output<P>> =>
      call.query({ base, init: signal ? { signal } : {} }, procedure, input),
    mutate: <P extends Known>(procedure: P, input?: call.Input<P>): Promise<call.Output<P>> => call.mutate({ base }, procedure, input),
  };
}
