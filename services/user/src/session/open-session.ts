import { newId } from '@tradewind/contracts/ids';
import type { user as userSchemas } from '@tradewind/contracts/schemas';
import type { Sql } from '@tradewind/service';
import type { Account } from '../account/account-store.ts';
import { presentUser } from '../account/present-user.ts';
import type { Services } from '../services.ts';
import { accessTokenSeconds } from './access-tokens.ts';
import type { RefreshTokens } from './refresh-tokens.ts';
import { insertSession, type SessionId } from './session-store.ts';

/** A session and the refresh token that its owner is to be given. */
interface OpenedSession {
  readonly account: Account;
  readonly sessionId: SessionId;
  readonly refreshToken: string;
}

/** Begins a family of refresh tokens. */
export async function openSession(sql: Sql, refreshTokens: RefreshTokens, account: Account): Promise<OpenedSession> {
  const sessionId = newId('session');
  const refreshToken = refreshTokens.first();
  await insertSession(sql, { id: sessionId, accountId: account.id, tokenHash: refreshTokens.hashOf(refreshToken) });
  return { account, sessionId, refreshToken };
}

/** The answer to whoever has just proved who they are. */
export async function answerSignedIn(ctx: Pick<Services, 'accessTokens'>, session: OpenedSession): Promise<userSchemas.SignedIn> {
  return {
    user: presentUser(session.account),
    accessToken: await ctx.accessTokens.sign(session.account, session.sessionId),
    refreshToken: session.refreshToken,
    expiresIn: accessTokenSeconds,
  };
}
