import { TradewindError } from '@tradewind/contracts/errors';
import type { CreditAccountId } from '@tradewind/contracts/ids';
import type { credit as schemas } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import { money } from '@tradewind/money';
import type { z } from 'zod';
import type { Context } from '../services.ts';
import { makeCode, showCode } from './credit-code.ts';
import { insertCode } from './credit-store.ts';
import { loadCredit } from './load-credit.ts';

type Mail = z.infer<typeof schemas.giftCardMail>;

/**
 * What the mail with a gift card says. No code is kept, so each mail that is written has one of its own; those of mails before go on
 * opening the card, since they may have arrived.
 * @throws NOT_FOUND when there is no such card, or nobody to send it to
 */
export async function giftCardMail({ db }: Pick<Context, 'db'>, { accountId }: { accountId: CreditAccountId }): Promise<Mail> {
  const { recipient, balance, currency, expiresAt } = await loadCredit(db, accountId);
  if (recipient === null) throw new TradewindError('NOT_FOUND', 'There is nobody to send the card to.');
  const code = makeCode();
  await insertCode(db, accountId, code);
  return { recipient, code: showCode(code), balance: money(balance, currency), expiresAt: expiresAt?.toISOString() ?? null };
}

/** Mails a gift card again, with another code. @throws NOT_FOUND; CONFLICT when nobody was named, or it is disabled */
export async function mailGiftCardAgain(
  { db }: Pick<Context, 'db'>,
  { accountId }: { accountId: CreditAccountId },
): Promise<{ queued: true }> {
  const { recipient, balance, currency, disabledAt } = await loadCredit(db, accountId);
  if (recipient === null) throw new TradewindError('CONFLICT', 'The card was given to nobody by mail.');
  if (disabledAt !== null) throw new TradewindError('CONFLICT', 'The card is disabled.');
  const data = { accountId, balance: money(balance, currency) };
  await db.transaction((sql) => appendEvents(sql, [{ type: 'payment.gift_card_issued', aggregateId: accountId, data }]));
  return { queued: true };
}
