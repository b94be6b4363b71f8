import { TradewindError } from '@tradewind/contracts/errors';
import type { user as userSchemas } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import type { Context } from '../services.ts';
import { answerSignedIn } from './open-session.ts';
import { endSession, findToken, rotate } from './session-store.ts';

/**
 * Exchanges a refresh token for the next one and a new access token (RFC 9700, section 4.14.2: rotation). A token that was used
 * less than ten seconds ago still gets the newest of its family, so that two tabs or a repeated call do not end a session; an
 * older one means that somebody else has it, and ends the family.
 * @throws UNAUTHENTICATED when it is unknown, expired, of an ended session, or reused.
 */
export async function refreshSession(ctx: Context, input: z.infer<typeof userSchemas.refreshInput>): Promise<userSchemas.SignedIn> {
  const { refreshTokens } = ctx;
  const successor = refreshTokens.successorOf(input.refreshToken);
  const row = await rotate(ctx.db, refreshTokens.hashOf(input.refreshToken), refreshTokens.hashOf(successor));
  if (row !== undefined) return answerSignedIn(ctx, { account: row, sessionId: row.sessionId, refreshToken: successor });

  const spent = await findToken(ctx.db, refreshTokens.hashOf(input.refreshToken));
  if (spent?.live !== true || !spent.used) throw signInAgain();
  if (!spent.inGrace) {
    await endSession(ctx.db, spent.sessionId, 'reuse');
    ctx.log.warn({ sessionId: spent.sessionId }, 'a refresh token was used again, its session is ended');
    throw signInAgain();
  }
  const newest = await newestAfter(ctx, successor);
  return answerSignedIn(ctx, { account: spent, sessionId: spent.sessionId, refreshToken: newest });
}

/** Follows the chain from a token to the one that is not used yet. It grew within the grace, so it is a link or two. */
async function newestAfter(ctx: Context, token: string): Promise<string> {
  const found = await findToken(ctx.db, ctx.refreshTokens.hashOf(token));
  if (found?.live !== true) throw signInAgain();
  return found.used ? newestAfter(ctx, ctx.refreshTokens.successorOf(token)) : token;
}

function signInAgain(): TradewindError {
  return new TradewindError('UNAUTHENTICATED', 'The session has ended: sign in again.');
}
