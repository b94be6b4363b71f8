import type { IncomingHttpHeaders } from 'node:http';
import type { ServiceName } from '@tradewind/contracts/permissions';
import type { TokenVerifier } from './auth.ts';
import { guestActor, wire } from './headers.ts';
import type { Actor, Call } from './scope.ts';

function header(headers: IncomingHttpHeaders, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function bearerOf(headers: IncomingHttpHeaders): string | null {
  const value = headers.authorization;
  return value && /^bearer /i.test(value) ? value.slice(7).trim() : null;
}

type Identity = Pick<Call, 'actor' | 'caller' | 'userToken'>;

/** For whom a service makes its call. */
async function carriedActor(verifier: TokenVerifier, caller: ServiceName, carried: string | null): Promise<Identity> {
  if (carried === null) return { actor: { kind: 'service', name: caller }, caller, userToken: null };
  if (carried === guestActor) return { actor: { kind: 'guest' }, caller, userToken: null };
  return { actor: await verifier.user(carried), caller, userToken: carried };
}

/**
 * Who a request is from, told from its headers alone. Nobody is a guest; who shows a token that is not valid is refused, even
 * where guests are welcome: a shopper whose token ended must not become somebody else unnoticed.
 * @throws UNAUTHENTICATED, UNAVAILABLE
 */
export async function identify(verifier: TokenVerifier, headers: IncomingHttpHeaders): Promise<Identity> {
  const token = bearerOf(headers);
  const guest: Actor = { kind: 'guest' };
  if (token === null) return { actor: guest, caller: null, userToken: null };
  const sender = await verifier.bearer(token);
  if (sender.kind === 'user') return { actor: sender, caller: null, userToken: token };
  return await carriedActor(verifier, sender.name, header(headers, wire.actor));
}

/** Epoch milliseconds: the service's own bound, or the caller's if that is sooner. */
export function deadlineOf(headers: IncomingHttpHeaders, ownMs: number): number {
  const own = Date.now() + ownMs;
  const given = Number(header(headers, wire.deadline) ?? Number.NaN);
  return Number.isFinite(given) ? Math.min(own, given) : own;
}

/** The address and browser of the person at the far end; a service's word is taken for them, nobody else's. */
export function clientOf(
  headers: IncomingHttpHeaders,
  caller: ServiceName | null,
  address: string,
): Pick<Call, 'clientAddress' | 'userAgent'> {
  return caller === null
    ? { clientAddress: address, userAgent: header(headers, 'user-agent') }
    : { clientAddress: header(headers, wire.client), userAgent: header(headers, wire.userAgent) };
}
