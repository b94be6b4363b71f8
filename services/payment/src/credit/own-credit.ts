import { TradewindError } from '@tradewind/contracts/errors';
import type { credit as schemas } from '@tradewind/contracts/schemas';
import { money } from '@tradewind/money';
import { currentCall } from '@tradewind/service';
import type { z } from 'zod';
import type { Context } from '../services.ts';
import { readCreditOfCustomer, readMovements } from './credit-store.ts';
import { toOwnMovement } from './credit-view.ts';

/** The signed-in customer's store credit by currency, with what happened to it. @throws UNAUTHENTICATED */
export async function ownCredit({ db }: Pick<Context, 'db'>): Promise<z.infer<typeof schemas.ownCredit>> {
  const { actor } = currentCall();
  if (actor.kind !== 'user') throw new TradewindError('UNAUTHENTICATED', 'Sign in first.');
  const rows = await readCreditOfCustomer(db, actor.id);
  const items = rows.map(async ({ id, balance, held, currency }) => ({
    available: money(balance - held, currency),
    held: money(held, currency),
    movements: (await readMovements(db, id)).map((movement) => toOwnMovement(movement, currency)),
  }));
  return { items: await Promise.all(items) };
}
