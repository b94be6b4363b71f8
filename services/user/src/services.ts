import type { Call, Database } from '@tradewind/service';
import type { Passwords } from './account/passwords.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import type { CodeMaker } from './registration/registration-code.ts';
import type { AccessTokens } from './session/access-tokens.ts';
import type { RefreshTokens } from './session/refresh-tokens.ts';
import type { Throttle } from './throttle.ts';

/** What the verbs of this service work with; made once, by {@link file://./compose.ts}. */
export interface Services {
  readonly db: Database;
  readonly prisma: PrismaClient;
  readonly passwords: Passwords;
  readonly throttle: Throttle;
  readonly codes: CodeMaker;
  readonly accessTokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
}

/** A verb's context: the services and what it needs to know of the call. */
export type Context = Services & Pick<Call, 'actor' | 'clientAddress' | 'log'>;
