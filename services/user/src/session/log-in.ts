import { TradewindError } from '@tradewind/contracts/errors';
import type { user as userSchemas } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import { findCredentials } from '../account/account-store.ts';
import type { Context } from '../services.ts';
import { answerSignedIn, openSession } from './open-session.ts';

const perAccount = { burst: 10, everyMs: 60_000 };
const perClient = { burst: 60, everyMs: 2_000 };

/**
 * Signs in by password. Counted per account and per client before anything costly happens; a right password clears the
 * account's count.
 * @throws UNAUTHENTICATED for an unknown address and a wrong password alike, in the same time; RATE_LIMITED, UNAVAILABLE.
 */
export async function logIn(ctx: Context, input: z.infer<typeof userSchemas.loginInput>): Promise<userSchemas.SignedIn> {
  const accountKey = `login:account:${input.email}`;
  await ctx.throttle.take([
    { key: accountKey, rate: perAccount },
    { key: `login:client:${ctx.clientAddress}`, rate: perClient },
  ]);
  const account = await findCredentials(ctx.db, input.email);
  const fits = await ctx.passwords.verify(account?.passwordHash ?? null, input.password);
  if (account === undefined || !fits) throw new TradewindError('UNAUTHENTICATED', 'The address or the password is wrong.');
  await ctx.throttle.forget(accountKey);
  return answerSignedIn(ctx, await openSession(ctx.db, ctx.refreshTokens, account));
}
