import { TradewindError } from '@tradewind/contracts/errors';
import type { user as userSchemas } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import type { Context } from '../services.ts';

/**
 * What the registration's email says, for the service that writes it.
 * @throws NOT_FOUND when there is no such registration, or it is over: then a mail about it would only confuse.
 */
export async function registrationMail(
  ctx: Context,
  input: z.infer<typeof userSchemas.registrationMailInput>,
): Promise<z.infer<typeof userSchemas.registrationMail>> {
  const registration = await ctx.prisma.registration.findUnique({
    where: { id: input.registrationId, confirmedAt: null, expiresAt: { gt: new Date() } },
    select: { email: true, name: true, accountExists: true },
  });
  if (registration === null) throw new TradewindError('NOT_FOUND', 'There is no such registration under way.');
  const { email, name, accountExists } = registration;
  return { email, name, code: accountExists ? null : ctx.codes.codeOf(input.registrationId) };
}
