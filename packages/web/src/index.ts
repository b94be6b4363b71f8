export { passedOn, refuse } from './answers.ts';
export { type SessionLayerOptions, type SignedIn, type SignInWay, sessionAuthOptions } from './auth-options.ts';
export { type CookieNames, cookieName, cookieNames, cookieValue, sessionCookie, setCookie } from './cookies.ts';
export { nextPath } from './next-path.ts';
export { readiness } from './readiness.ts';
export { createRelay, type RelayedCall, type RelayOptions } from './relay.ts';
export { isSameOrigin } from './same-origin.ts';
export { createSessions, type UseSession } from './session.ts';
export { createSingleFlight } from './single-flight.ts';
