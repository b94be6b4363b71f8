import type { user as userSchemas } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import type { Context } from '../services.ts';
import { endSession, findToken } from './session-store.ts';

/** Ends the session that a refresh token belongs to, used or not. An unknown token is no error: there is nothing to end. */
export async function logOut(ctx: Context, input: z.infer<typeof userSchemas.logoutInput>): Promise<Record<never, never>> {
  const token = await findToken(ctx.db, ctx.refreshTokens.hashOf(input.refreshToken));
  if (token !== undefined) await endSession(ctx.db, token.sessionId, 'logout');
  return {};
}
