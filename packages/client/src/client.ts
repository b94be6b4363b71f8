import { newUuid } from '@tradewind/contracts/ids';
import type { GatewayRouter } from '@tradewind/gateway/contract';
import { createTRPCClientProxy, httpLink, retryLink, type TRPCClient, TRPCUntypedClient } from '@trpc/client';
import { asTradewindError } from './errors.ts';
import { retryDelayMs, shouldRetry } from './retry.ts';

/** Headers as a plain object; an undefined value is not sent. */
type HeaderValues = Record<string, string | undefined>;

export interface TradewindClientOptions {
  /** The gateway's address, such as `http://localhost:4000`, or of a proxy before it: `/trpc` is put behind it. */
  readonly url: string;
  /** The access token of whoever calls; asked for with every request when it is a function. */
  readonly token?: string | (() => string | null | undefined | Promise<string | null | undefined>);
  /** Headers beside it, such as `x-cart`; asked for with every request when it is a function. */
  readonly headers?: HeaderValues | (() => HeaderValues | Promise<HeaderValues>);
  /** Another fetch, for example one that looks at the response's headers. */
  readonly fetch?: typeof fetch;
}

export type TradewindClient = TRPCClient<GatewayRouter>;

/**
 * The gateway's procedures, typed. Every failure is a TradewindError. Queries, and mutations whose input carries an
 * `idempotencyKey`, are tried again, twice at most, when the gateway cannot be reached or says UNAVAILABLE.
 */
export function createTradewindClient({ url, token, headers, fetch: fetchWith }: TradewindClientOptions): TradewindClient {
  const untyped = new TRPCUntypedClient<GatewayRouter>({
    links: [
      retryLink({ retry: shouldRetry, retryDelayMs }),
      // One request a call: the gateway answers the catalogue's by their address, which a batch would hide.
      httpLink({
        url: `${url.replace(/\/$/, '')}/trpc`,
        ...(fetchWith && { fetch: fetchWith }),
        async headers() {
          const bearer = typeof token === 'function' ? await token() : token;
          const more = typeof headers === 'function' ? await headers() : headers;
          return { ...more, ...(bearer && { authorization: `Bearer ${bearer}` }) };
        },
      }),
    ],
  });
  // tRPC wraps whatever a link throws in an error of its own, so the translation is done where its promise ends.
  const query = untyped.query.bind(untyped);
  const mutation = untyped.mutation.bind(untyped);
  untyped.query = (...call) => query(...call).catch(asTradewindError);
  untyped.mutation = (...call) => mutation(...call).catch(asTradewindError);
  return createTRPCClientProxy(untyped);
}

/** A key for one intent, made when the person acts and kept over every attempt: the same key never buys twice. */
export function newIdempotencyKey(): string {
  return newUuid();
}
