import type { ServiceName } from '@tradewind/contracts/permissions';
import {
  createLogger,
  createServiceClient,
  createServiceSigner,
  createTokenVerifier,
  openDatabase,
  openRateLimiter,
  runInCall,
  startService,
} from '@tradewind/service';
import { createDatabase, quietMessages, testKeys } from '@tradewind/testing';
import type { Passwords } from './account/passwords.ts';
import { composeServices } from './compose.ts';
import type { UserRouter } from './contract.ts';
import { jwksRoute } from './jwks-route.ts';
import { createUserRouter } from './router.ts';
import { signingKeySchema } from './session/access-tokens.ts';

const codeSecret = 'a secret of these tests, and of no one else';

interface Options {
  readonly rateLimitScale?: number;
  readonly redisUrl?: string;
  readonly passwords?: (real: Passwords) => Passwords;
}

/** The service over HTTP with a database of its own, and clients that call it as other services do. */
export async function openUserService(options: Options = {}) {
  const { rateLimitScale = 1, redisUrl, passwords = (real) => real } = options;
  const database = await createDatabase('user');
  const logged: string[] = [];
  const log = createLogger({ service: 'user', level: 'trace', destination: { write: (line) => void logged.push(line) } });
  const db = openDatabase({ url: database.url, application: 'user-test' });
  const limiter = await openRateLimiter({ service: 'user', redisUrl, scale: rateLimitScale, log });
  const signingKey = signingKeySchema.parse(testKeys.userKey);
  const composed = await composeServices({ db, signingKey, codeSecret, limiter, rateLimitScale });
  const services = { ...composed, passwords: passwords(composed.passwords) };
  const service = await startService({
    name: 'user',
    host: '127.0.0.1',
    port: 0,
    log,
    router: createUserRouter(services, quietMessages('user', db)),
    verifier: createTokenVerifier({ userKeys: testKeys.userJwks, serviceJwks: testKeys.serviceJwks, service: 'user' }),
    checks: {},
    routes: (app) => jwksRoute(app, services.accessTokens.jwks),
    drain: [() => limiter.close(), () => services.prisma.$disconnect(), () => db.close(), database.drop],
  });

  const clientOf = (name: ServiceName) =>
    createServiceClient<UserRouter>({
      service: 'user',
      url: service.url,
      signer: createServiceSigner({ name, privateKey: testKeys.servicePrivateKey(name) }),
    });
  const gateway = clientOf('gateway');
  const notification = clientOf('notification');

  return {
    ...service,
    databaseUrl: database.url,
    db,
    services,
    logged,
    clientOf,
    /** What the gateway calls. */
    auth: gateway.auth,
    mail: notification.mail,
    me: (userToken: string) => runInCall({ userToken }, () => gateway.account.me.query()),
    /** Runs work as a client at an address. */
    from: <T>(clientAddress: string, work: () => Promise<T>) => runInCall({ clientAddress }, work),
    /** The whole way to an account. */
    async signUp(email: string, password = 'correct horse battery') {
      const { registrationId } = await gateway.auth.register.mutate({ email, password, name: 'Ada Lovelace' });
      const { code } = await notification.mail.registration.query({ registrationId });
      return gateway.auth.confirm.mutate({ registrationId, code: code ?? '' });
    },
    events: () =>
      db.rows<{ type: string; data: unknown; aggregateId: string }>(
        'SELECT type, data, aggregate_id AS "aggregateId" FROM messaging.outbox ORDER BY sequence, id',
      ),
  };
}

export type UserService = Awaited<ReturnType<typeof openUserService>>;
