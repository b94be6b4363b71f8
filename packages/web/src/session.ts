import { TradewindError } from '@tradewind/contracts/errors';
import { decode, encode } from 'next-auth/jwt';
import { sessionSeconds } from './cookies.ts';
import { createSingleFlight } from './single-flight.ts';

/** What the encrypted cookie holds. The browser's code never sees it. */
export interface SessionTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Epoch seconds at which the access token ends. */
  readonly expiresAt: number;
}

/** The gateway's answer to signing in and to refreshing, as far as a session needs it. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** What a request may do with its session: the token to send, and a new cookie value when it changed (null ends it). */
export interface UsableSession {
  readonly accessToken: string | null;
  readonly cookie?: string | null;
}

interface SessionOptions {
  readonly secret: string;
  /** @throws TradewindError UNAUTHENTICATED when the session has ended. */
  readonly refresh: (refreshToken: string) => Promise<IssuedTokens>;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/** Renewed this long before the access token ends, so that it does not end on its way. */
const marginSeconds = 30;
/** A request that left with the old cookie may still arrive; it gets the tokens that were made meanwhile. */
const graceMs = 60_000;

export function tokensFrom(issued: IssuedTokens, nowMs: number): SessionTokens {
  return {
    accessToken: issued.accessToken,
    refreshToken: issued.refreshToken,
    expiresAt: Math.floor(nowMs / 1000) + issued.expiresIn,
  };
}

/**
 * Makes the function that turns a session cookie into an access token. It is the only place that refreshes: parallel
 * requests with one refresh token cause one refresh and all get its tokens and cookie.
 */
export function createSessions({ secret, refresh, now = Date.now }: SessionOptions) {
  const flights = createSingleFlight<{ accessToken: string; cookie: string }>(graceMs);

  async function read(cookie: string): Promise<(SessionTokens & Record<string, unknown>) | null> {
    const token = await decode({ token: cookie, secret }).catch(() => null);
    if (!token || typeof token.accessToken !== 'string' || typeof token.refreshToken !== 'string') return null;
    return { ...token, accessToken: token.accessToken, refreshToken: token.refreshToken, expiresAt: Number(token.expiresAt) };
  }

  /** @param force renews although the token has time left: it was refused. @throws TradewindError when nobody answers. */
  return async function useSession(cookie: string | null, force = false): Promise<UsableSession> {
    if (!cookie) return { accessToken: null };
    const session = await read(cookie);
    if (!session) return { accessToken: null, cookie: null };
    if (!force && session.expiresAt - marginSeconds > now() / 1000) return { accessToken: session.accessToken };
    try {
      return await flights(session.refreshToken, async () => {
        const tokens = tokensFrom(await refresh(session.refreshToken), now());
        const { exp: _exp, iat: _iat, jti: _jti, ...claims } = session;
        return {
          accessToken: tokens.accessToken,
          cookie: await encode({ token: { ...claims, ...tokens }, secret, maxAge: sessionSeconds }),
        };
      });
    } catch (error) {
      if (error instanceof TradewindError && error.code === 'UNAUTHENTICATED') return { accessToken: null, cookie: null };
      throw error;
    }
  };
}

export type UseSession = ReturnType<typeof createSessions>;
