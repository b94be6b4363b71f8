import { TradewindError } from '@tradewind/contracts/errors';
import { type CreditAccountId, newId } from '@tradewind/contracts/ids';
import type { credit as schemas } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import { money } from '@tradewind/money';
import { actorLabel, currentCall, idempotent } from '@tradewind/service';
import type { z } from 'zod';
import type { Context } from '../services.ts';
import { changeBalance } from './change-balance.ts';
import { makeCode, showCode } from './credit-code.ts';
import { findCredit, insertCode, insertCredit } from './credit-store.ts';
import { toCredit } from './credit-view.ts';

type Input = z.infer<typeof schemas.issueGiftCardInput>;
type Issued = z.infer<typeof schemas.issuedGiftCard>;

/**
 * Makes a gift card at the shop's expense. With a recipient the code goes by mail and to nobody else; without one it is in the answer,
 * this once. Repeatable with a key: the same card, with a code anew, since none is kept.
 * @throws INVALID_INPUT naming `expiresAt` when that is over
 */
export async function issueGiftCard(ctx: Context, { idempotencyKey: key, ...input }: Input): Promise<Issued> {
  const actor = actorLabel(currentCall().actor);
  const id = await idempotent({ db: ctx.db, procedure: 'credit.issue', actor, key, body: input }, () => writeCard(ctx, input));
  const code = input.recipient === undefined ? makeCode() : null;
  if (code !== null) await insertCode(ctx.db, id, code);
  const row = await findCredit(ctx.db, id);
  if (!row) throw new Error('an account stays');
  return { account: toCredit(row), code: code && showCode(code) };
}

async function writeCard(ctx: Context, input: Omit<Input, 'idempotencyKey'>): Promise<CreditAccountId> {
  const { amountMinor, currency, expiresAt, reason } = input;
  const recipient = input.recipient ?? null;
  const until = expiresAt === undefined ? null : new Date(expiresAt);
  if (until !== null && until.getTime() <= Date.now()) {
    throw new TradewindError('INVALID_INPUT', 'The card would have expired already.', {
      errors: [{ path: 'expiresAt', message: 'is over' }],
    });
  }
  const card = { id: newId('creditAccount'), kind: 'gift_card' as const, customerId: null, recipient, currency, expiresAt: until };
  await ctx.db.transaction(async (sql) => {
    await insertCredit(sql, card);
    await changeBalance(sql, { account: card, type: 'issued', amount: amountMinor, reason });
    const data = { accountId: card.id, balance: money(amountMinor, currency) };
    if (recipient !== null) await appendEvents(sql, [{ type: 'payment.gift_card_issued', aggregateId: card.id, data }]);
  });
  return card.id;
}
