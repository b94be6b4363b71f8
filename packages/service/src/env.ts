import { z } from 'zod';

/** The environment does not fit. Its message has one line per variable. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
}

/** Checks an environment. An empty variable counts as unset. @throws EnvError that names each variable and what is the matter. */
function parseEnv<Schema extends z.ZodType>(schema: Schema, source: Readonly<Record<string, string | undefined>>): z.infer<Schema> {
  const result = schema.safeParse(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== '')));
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message, code }) => {
    const name = path.join('.');
    // The value itself is not shown: it may be a secret.
    return `${name}: ${code === 'invalid_type' && !source[name] ? 'is not set' : message}`;
  });
  throw new EnvError(lines.join('\n'));
}

/** The environment of this process, for composition roots only. Prints what is wrong and ends the process with 1 when it does not fit. */
export function readEnv<Schema extends z.ZodType>(schema: Schema, source?: Readonly<Record<string, string | undefined>>): z.infer<Schema> {
  if (source !== undefined) return parseEnv(schema, source);
  try {
    return parseEnv(schema, process.env);
  } catch (error) {
    process.stderr.write(`${error instanceof EnvError ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const url = (fallback: string) => z.url().default(fallback);

function isRedisUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname } = new URL(text);
  return /^rediss?:$/.test(protocol) && hostname !== '' && /^\/?\d*$/.test(pathname);
}

/** Where Redis is: with TLS as `rediss://`, with name and password where it wants them, and a database's number as its path. */
export const redisEnv = { REDIS_URL: z.string().refine(isRedisUrl, 'is not a redis:// or rediss:// URL').optional() };

/** What every service knows; spread it into the service's own schema. */
export const baseEnv = {
  NODE_ENV: z.string().default('development'),
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** The service's own private key (JWK), and everybody's public ones (JWKS). */
  SERVICE_PRIVATE_KEY: z.string(),
  SERVICE_JWKS: z.string(),
  GATEWAY_PORT: port(4000),
  USER_PORT: port(4001),
  PRODUCT_PORT: port(4002),
  ORDER_PORT: port(4003),
  PAYMENT_PORT: port(4004),
  NOTIFICATION_PORT: port(4005),
  USER_URL: url('http://127.0.0.1:4001'),
  PRODUCT_URL: url('http://127.0.0.1:4002'),
  ORDER_URL: url('http://127.0.0.1:4003'),
  PAYMENT_URL: url('http://127.0.0.1:4004'),
  NOTIFICATION_URL: url('http://127.0.0.1:4005'),
  ...redisEnv,
  /** Multiplies every rate limit; 0 switches them off. */
  RATE_LIMIT_SCALE: z.coerce.number().min(0).default(1),
  /** Addresses or CIDR ranges, comma-separated, whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: z.string().optional(),
};
