import { TradewindError } from '@tradewind/contracts/errors';
import type { UserId } from '@tradewind/contracts/ids';
import { idPattern } from '@tradewind/contracts/ids';
import { permissionsOf, roles, type ServiceName, serviceCalls, serviceNames } from '@tradewind/contracts/permissions';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  errors,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  jwtVerify,
  SignJWT,
} from 'jose';
import { z } from 'zod';
import { createLru } from './lru.ts';
import type { Actor } from './scope.ts';

export type { JSONWebKeySet, JWK } from 'jose';

export const userIssuer = 'tradewind-user';
export const userAudience = 'tradewind';
export const serviceIssuer = 'tradewind-service';

export type UserActor = Extract<Actor, { kind: 'user' }>;

export interface TokenVerifier {
  /** Who sent a bearer token: a service that may call this one, or a user. @throws UNAUTHENTICATED, UNAVAILABLE */
  bearer(token: string): Promise<{ kind: 'service'; name: ServiceName } | UserActor>;
  /** The user whose access token a service carries along. @throws UNAUTHENTICATED, UNAVAILABLE */
  user(token: string): Promise<UserActor>;
}

export interface ServiceSigner {
  readonly name: ServiceName;
  /** A token that proves to the target who is calling. */
  tokenFor(target: ServiceName): Promise<string>;
}

/** Seconds. Clocks differ a little; a token that a call took along may end while the call is under way. */
const clockTolerance = 5;
const carriedTolerance = 60;
const serviceTokenSeconds = 300;
const renewSeconds = 60;
const maxCached = 10_000;

const userClaims = z.object({
  sub: z.string().regex(idPattern('user')),
  sid: z.string().regex(idPattern('session')),
  roles: z.array(z.enum(roles)),
  exp: z.number(),
});
const serviceClaims = z.object({ sub: z.enum(serviceNames), exp: z.number() });

function refused(): TradewindError {
  return new TradewindError('UNAUTHENTICATED', 'The token is not valid, or not any more.');
}

/** jose's own errors speak of the token, but for a key set that could not be fetched. */
function tokenError(error: unknown): TradewindError {
  const ofToken = error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout) && error.code !== 'ERR_JOSE_GENERIC';
  return ofToken || error instanceof z.ZodError
    ? refused()
    : new TradewindError('UNAVAILABLE', 'Sign-in cannot be checked right now, try again.');
}

function parseJwks(text: string): JSONWebKeySet {
  // The cast: createLocalJWKSet checks the shape of a key set itself, and throws.
  return JSON.parse(text) as JSONWebKeySet;
}

/**
 * Checks tokens. A checked token is remembered until it ends, for every hop of every call brings one.
 * @param options.userJwksUrl where the user service publishes its keys; fetched when needed, kept, asked again for an unknown key
 * after half a minute at the earliest
 * @param options.userKeys the keys themselves, for the user service
 * @param options.serviceJwks everybody's public keys, as JSON
 * @param options.service the service that verifies: the audience of other services' tokens
 */
export function createTokenVerifier(options: {
  userJwksUrl?: string;
  userKeys?: JSONWebKeySet;
  serviceJwks: string;
  service: ServiceName;
}): TokenVerifier {
  const { service } = options;
  const serviceKeys = createLocalJWKSet(parseJwks(options.serviceJwks));
  const userKeys = options.userJwksUrl
    ? createRemoteJWKSet(new URL(options.userJwksUrl), { cooldownDuration: 30_000, cacheMaxAge: 600_000, timeoutDuration: 3_000 })
    : createLocalJWKSet(options.userKeys ?? { keys: [] });
  const users = createLru<{ actor: UserActor; exp: number }>(maxCached);
  const callers = createLru<{ name: ServiceName; exp: number }>(maxCached);

  async function verifyUser(token: string, tolerance: number): Promise<UserActor> {
    const now = Date.now() / 1000;
    const known = users.get(token);
    if (known && now < known.exp + tolerance) return known.actor;
    users.delete(token);
    try {
      const { payload } = await jwtVerify(token, userKeys, {
        algorithms: ['EdDSA'],
        issuer: userIssuer,
        audience: userAudience,
        clockTolerance: tolerance,
      });
      const claims = userClaims.parse(payload);
      // The cast: the pattern has checked the prefix.
      const id = claims.sub as UserId;
      const actor: UserActor = { kind: 'user', id, roles: claims.roles, permissions: permissionsOf(claims.roles), sessionId: claims.sid };
      users.set(token, { actor, exp: claims.exp });
      return actor;
    } catch (error) {
      throw tokenError(error);
    }
  }

  async function verifyService(token: string): Promise<ServiceName> {
    const known = callers.get(token);
    if (known && Date.now() / 1000 < known.exp + clockTolerance) return known.name;
    callers.delete(token);
    try {
      const { payload, protectedHeader } = await jwtVerify(token, serviceKeys, {
        algorithms: ['EdDSA'],
        issuer: serviceIssuer,
        audience: service,
        clockTolerance,
      });
      const { sub, exp } = serviceClaims.parse(payload);
      // A service's key signs for that service alone, and only along the published list of who calls whom.
      const mayCall: readonly ServiceName[] = serviceCalls[sub];
      if (protectedHeader.kid !== sub || !mayCall.includes(service)) throw refused();
      callers.set(token, { name: sub, exp });
      return sub;
    } catch (error) {
      throw error instanceof TradewindError ? error : tokenError(error);
    }
  }

  return {
    user: (token) => verifyUser(token, carriedTolerance),
    async bearer(token) {
      if (users.get(token)) return await verifyUser(token, clockTolerance);
      if (callers.get(token)) return { kind: 'service', name: await verifyService(token) };
      return issuerOf(token) === serviceIssuer
        ? { kind: 'service', name: await verifyService(token) }
        : await verifyUser(token, clockTolerance);
    },
  };
}

/** Who a token says it is from; nothing is believed of it yet. */
function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    throw refused();
  }
}

/**
 * Signs a service's calls, with tokens of five minutes that are kept until a minute before their end.
 * @param options.privateKey Ed25519, a JWK as JSON, its kid the service's name
 */
export function createServiceSigner(options: { name: ServiceName; privateKey: string }): ServiceSigner {
  // The cast: importJWK checks the shape itself, and throws.
  const key = importJWK(JSON.parse(options.privateKey) as JWK, 'EdDSA');
  // Whoever asks for a token hears of a bad key; before that nobody listens.
  key.catch(() => undefined);
  const tokens = new Map<ServiceName, { token: Promise<string>; renewAt: number }>();

  async function sign(target: ServiceName): Promise<string> {
    return await new SignJWT()
      .setProtectedHeader({ alg: 'EdDSA', kid: options.name })
      .setIssuer(serviceIssuer)
      .setSubject(options.name)
      .setAudience(target)
      .setIssuedAt()
      .setExpirationTime(`${serviceTokenSeconds}s`)
      .sign(await key);
  }

  return {
    name: options.name,
    tokenFor(target) {
      const known = tokens.get(target);
      if (known && Date.now() < known.renewAt) return known.token;
      const token = sign(target);
      tokens.set(target, { token, renewAt: Date.now() + (serviceTokenSeconds - renewSeconds) * 1000 });
      token.catch(() => tokens.delete(target));
      return token;
    },
  };
}
