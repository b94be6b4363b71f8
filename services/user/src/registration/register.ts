import { newId } from '@tradewind/contracts/ids';
import type { user as userSchemas } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import type { z } from 'zod';
import { accountExists } from '../account/account-store.ts';
import { refuseWeakPassword } from '../account/weak-passwords.ts';
import type { Context } from '../services.ts';
import { insertRegistration } from './registration-store.ts';

const perAddress = { burst: 5, everyMs: 10 * 60_000 };
const perClient = { burst: 60, everyMs: 30_000 };

/**
 * Asks for an account. The answer is the same whether or not the address has one; the email that follows knows the difference.
 * @throws INVALID_INPUT for a password that everybody would guess, RATE_LIMITED, UNAVAILABLE.
 */
export async function register(
  ctx: Context,
  input: z.infer<typeof userSchemas.registerInput>,
): Promise<z.infer<typeof userSchemas.registration>> {
  const { email, password, name } = input;
  refuseWeakPassword(password, email);
  await ctx.throttle.take([
    { key: `register:address:${email}`, rate: perAddress },
    { key: `register:client:${ctx.clientAddress}`, rate: perClient },
  ]);
  const passwordHash = await ctx.passwords.hash(password);
  const registrationId = newId('registration');
  await ctx.db.transaction(async (sql) => {
    await insertRegistration(sql, registrationId, { email, name, passwordHash, accountExists: await accountExists(sql, email) });
    await appendEvents(sql, [{ type: 'user.registration_requested', aggregateId: registrationId, data: { registrationId } }]);
  });
  return { registrationId };
}
