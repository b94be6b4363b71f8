import { importJWK, type JSONWebKeySet, type JWK, SignJWT } from 'jose';
import type { Account } from '../account/account-store.ts';

/** Seconds that an access token lives. Its end is the longest that a changed role or an ended session is not noticed elsewhere. */
export const accessTokenSeconds = 600;

export interface AccessTokens {
  sign(account: Account, sessionId: string): Promise<string>;
  /** The public half, for everybody who verifies. */
  readonly jwks: JSONWebKeySet;
}

/** @param signingKey a private Ed25519 key as JWK in JSON, with a `kid`. @throws when it is not one. */
export async function createAccessTokens(signingKey: string): Promise<AccessTokens> {
  const jwk = JSON.parse(signingKey) as JWK;
  const { kty, crv, x, kid, d } = jwk;
  if (kty !== 'OKP' || crv !== 'Ed25519' || !x || !d || !kid) throw new Error('not a private Ed25519 JWK with a kid');
  const key = await importJWK(jwk, 'EdDSA');
  return {
    sign: (account, sessionId) =>
      new SignJWT({ sid: sessionId, roles: account.roles })
        .setProtectedHeader({ alg: 'EdDSA', kid })
        .setIssuer('tradewind-user')
        .setAudience('tradewind')
        .setSubject(account.id)
        .setIssuedAt()
        .setExpirationTime(`${accessTokenSeconds} s`)
        .sign(key),
    jwks: { keys: [{ kty, crv, x, kid, alg: 'EdDSA', use: 'sig' }] },
  };
}
