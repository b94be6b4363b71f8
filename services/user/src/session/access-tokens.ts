import { type JSONWebKeySet, userAudience, userIssuer } from '@tradewind/service';
import { importJWK, SignJWT } from 'jose';
import { z } from 'zod';
import type { Account } from '../account/account-store.ts';

/** Seconds that an access token lives. Its end is the longest that a changed role or an ended session is not noticed elsewhere. */
export const accessTokenSeconds = 600;

export interface AccessTokens {
  sign(account: Account, sessionId: string): Promise<string>;
  /** The public half, for everybody who verifies. */
  readonly jwks: JSONWebKeySet;
}

const privateKey = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string(), kid: z.string() });

/** What the environment holds: a private Ed25519 key as JWK in JSON, with a `kid`. Its errors do not show any of it. */
export const signingKeySchema = z.string().transform((text, ctx) => {
  try {
    return privateKey.parse(JSON.parse(text));
  } catch {
    ctx.addIssue({ code: 'custom', message: 'is not a private Ed25519 key as JWK with a kid' });
    return z.NEVER;
  }
});

export type SigningKey = z.infer<typeof privateKey>;

export async function createAccessTokens(signingKey: SigningKey): Promise<AccessTokens> {
  const { kty, crv, x, kid } = signingKey;
  const key = await importJWK(signingKey, 'EdDSA');
  return {
    sign: (account, sessionId) =>
      new SignJWT({ sid: sessionId, roles: account.roles })
        .setProtectedHeader({ alg: 'EdDSA', kid })
        .setIssuer(userIssuer)
        .setAudience(userAudience)
        .setSubject(account.id)
        .setIssuedAt()
        .setExpirationTime(`${accessTokenSeconds} s`)
        .sign(key),
    jwks: { keys: [{ kty, crv, x, kid, alg: 'EdDSA', use: 'sig' }] },
  };
}
