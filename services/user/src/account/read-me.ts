import { TradewindError } from '@tradewind/contracts/errors';
import type { Role } from '@tradewind/contracts/permissions';
import type { user as userSchemas } from '@tradewind/contracts/schemas';
import type { Context } from '../services.ts';
import { presentUser } from './present-user.ts';

/** The signed-in user as they are now. @throws UNAUTHENTICATED when nobody is, or the account is gone. */
export async function readMe(ctx: Context): Promise<userSchemas.User> {
  const { actor } = ctx;
  const account =
    actor.kind === 'user'
      ? await ctx.prisma.account.findUnique({ where: { id: actor.id }, select: { email: true, name: true, roles: true } })
      : null;
  if (actor.kind !== 'user' || account === null) throw new TradewindError('UNAUTHENTICATED', 'Sign in first.');
  // Only known roles are stored, by a constraint of the table.
  return presentUser({ ...account, id: actor.id, roles: account.roles as Role[] });
}
