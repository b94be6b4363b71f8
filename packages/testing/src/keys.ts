import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { newId, type UserId } from '@tradewind/contracts/ids';
import { type Role, type ServiceName, serviceNames } from '@tradewind/contracts/permissions';
import { userAudience, userIssuer } from '@tradewind/service';

interface TestKey {
  readonly privateKey: KeyObject;
  /** JWK as JSON, with kid and alg. */
  readonly privateJwk: string;
  readonly publicJwk: Record<string, unknown>;
}

function makeKey(kid: string): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const named = { kid, alg: 'EdDSA', use: 'sig' };
  return {
    privateKey,
    privateJwk: JSON.stringify({ ...privateKey.export({ format: 'jwk' }), ...named }),
    publicJwk: { ...publicKey.export({ format: 'jwk' }), ...named },
  };
}

const userKid = 'user-test';
const userKey = makeKey(userKid);
const serviceKeys = new Map(serviceNames.map((name) => [name, makeKey(name)]));

function keyOf(name: ServiceName): TestKey {
  const key = serviceKeys.get(name);
  if (key === undefined) throw new Error(`there is no service ${name}`);
  return key;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A user's access token, as the user service makes them (RFC 7519, signed with EdDSA). */
function userToken(options: { id: UserId; roles?: readonly Role[]; sessionId?: string; expiresIn?: number }): string {
  const { id, roles = ['customer'], sessionId = newId('session'), expiresIn = 600 } = options;
  const iat = Math.floor(Date.now() / 1000);
  const header = encode({ alg: 'EdDSA', kid: userKid });
  const claims = encode({ iss: userIssuer, aud: userAudience, sub: id, sid: sessionId, roles, iat, exp: iat + expiresIn });
  const signature = sign(null, Buffer.from(`${header}.${claims}`), userKey.privateKey).toString('base64url');
  return `${header}.${claims}.${signature}`;
}

/** Keys of this test process, so that a test can call as anybody. */
export const testKeys = {
  /** What goes into SERVICE_PRIVATE_KEY of a service. */
  servicePrivateKey: (name: ServiceName): string => keyOf(name).privateJwk,
  /** What goes into SERVICE_JWKS of everybody. */
  serviceJwks: JSON.stringify({ keys: [...serviceKeys.values()].map((key) => key.publicJwk) }),
  /** What goes into USER_SIGNING_KEY: the private JWK that {@link testKeys.userToken} signs with. */
  userKey: userKey.privateJwk,
  /** The public half, for `userKeys` of a token verifier. */
  userJwks: { keys: [userKey.publicJwk] },
  /** @param options.expiresIn seconds, may be negative for a token that has ended; 600 unless told */
  userToken,
};
