import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceNames } from '@tradewind/contracts/permissions';

/** Everything that a real installation is given by its operator, made once for this one. */
export interface Secrets {
  readonly database: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Each service's private key, by its name. */
  readonly serviceKeys: Readonly<Record<string, string>>;
}

function keyPair(kid: string) {
  const { privateKey } = generateKeyPairSync('ed25519');
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid, alg: 'EdDSA', use: 'sig' };
  const { d: _private, ...publicJwk } = jwk;
  return { privateJwk: JSON.stringify(jwk), publicJwk };
}

function generate(): Secrets {
  const pairs = serviceNames.map((name) => [name, keyPair(name)] as const);
  const secret = () => randomBytes(32).toString('base64url');
  return {
    database: secret(),
    serviceKeys: Object.fromEntries(pairs.map(([name, pair]) => [name, pair.privateJwk])),
    environment: {
      SERVICE_JWKS: JSON.stringify({ keys: pairs.map(([, pair]) => pair.publicJwk) }),
      USER_SIGNING_KEY: keyPair('user-1').privateJwk,
      USER_CODE_SECRET: secret(),
      ORDER_TOKEN_SECRET: secret(),
      STOREFRONT_AUTH_SECRET: secret(),
      ADMIN_AUTH_SECRET: secret(),
      REVALIDATE_SECRET: secret(),
      CARRIER_API_KEY: secret(),
      CARRIER_WEBHOOK_SECRET: secret(),
      STRIPE_SECRET_KEY: `sk_test_${secret().replaceAll(/[^A-Za-z0-9]/g, '')}`,
      STRIPE_PUBLISHABLE_KEY: `pk_test_${secret().replaceAll(/[^A-Za-z0-9]/g, '')}`,
      STRIPE_WEBHOOK_SECRET: `whsec_${secret().replaceAll(/[^A-Za-z0-9]/g, '')}`,
    },
  };
}

/** Reads the installation's secrets, or makes them; readable by their owner alone. */
export function loadSecrets(folder: string): Secrets {
  const file = join(folder, 'secrets.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Secrets) : undefined;
  const made = generate();
  // An installation that was made by an earlier version gets what it does not know yet.
  const secrets = { ...made, ...kept, environment: { ...made.environment, ...kept?.environment } };
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
