import { TradewindError } from '@tradewind/contracts/errors';
import { newId } from '@tradewind/contracts/ids';
import type { user as userSchemas } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import type { z } from 'zod';
import { insertAccount } from '../account/account-store.ts';
import type { Context } from '../services.ts';
import { answerSignedIn, openSession } from '../session/open-session.ts';
import { markConfirmed, registrationExists, takeAttempt } from './registration-store.ts';

const perClient = { burst: 60, everyMs: 10_000 };

/**
 * Turns a registration into an account and signs it in.
 * @throws INVALID_INPUT for a wrong code, CONFLICT when the registration is over (expired, confirmed, five wrong codes) or the
 * address got an account meanwhile, NOT_FOUND for an unknown one, RATE_LIMITED, UNAVAILABLE.
 */
export async function confirmRegistration(
  ctx: Context,
  input: z.infer<typeof userSchemas.confirmRegistrationInput>,
): Promise<userSchemas.SignedIn> {
  const { registrationId, code } = input;
  await ctx.throttle.take([{ key: `confirm:client:${ctx.clientAddress}`, rate: perClient }]);
  const registration = await takeAttempt(ctx.db, registrationId);
  if (registration === undefined) {
    if (await registrationExists(ctx.db, registrationId)) throw over();
    throw new TradewindError('NOT_FOUND', 'There is no such registration.');
  }
  const fits = ctx.codes.fits(registrationId, code);
  if (!fits || registration.accountExists) {
    throw new TradewindError('INVALID_INPUT', 'This is not the code that was sent.', {
      errors: [{ path: 'code', message: 'is not the code that was sent' }],
    });
  }

  const { email, name, passwordHash } = registration;
  const account = { id: newId('user'), email, name, roles: ['customer' as const] };
  const session = await ctx.db.transaction(async (sql) => {
    if (!(await markConfirmed(sql, registrationId))) throw over();
    if (!(await insertAccount(sql, { ...account, passwordHash }))) {
      throw new TradewindError('CONFLICT', 'This address has an account by now: sign in.');
    }
    const opened = await openSession(sql, ctx.refreshTokens, account);
    await appendEvents(sql, [{ type: 'user.registered', aggregateId: account.id, data: { userId: account.id } }]);
    return opened;
  });
  return answerSignedIn(ctx, session);
}

function over(): TradewindError {
  return new TradewindError('CONFLICT', 'This code is no longer valid: register again.');
}
