import { permissionsOf } from '@tradewind/contracts/permissions';
import type { user as userSchemas } from '@tradewind/contracts/schemas';
import type { Account } from './account-store.ts';

/** An account as its owner sees it, with what its roles allow. */
export function presentUser(account: Account): userSchemas.User {
  const { id, email, name, roles } = account;
  return { id, email, name, roles, permissions: [...permissionsOf(roles)] };
}
