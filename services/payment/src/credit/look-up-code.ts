import { TradewindError } from '@tradewind/contracts/errors';
import type { credit as schemas } from '@tradewind/contracts/schemas';
import { money } from '@tradewind/money';
import { currentCall } from '@tradewind/service';
import type { z } from 'zod';
import type { Context } from '../services.ts';
import { findCreditOfCode } from './credit-store.ts';
import { problemOf } from './hold-credit.ts';

const perClient = { burst: 20, everyMs: 30_000 };
const perAccount = { burst: 10, everyMs: 60_000 };

/** Each try counts, right or wrong: whoever has one good code could else clear the count of all that they guess. */
async function countTry({ limiter }: Pick<Context, 'limiter'>): Promise<void> {
  const { actor, clientAddress } = currentCall();
  const takes = [
    { key: `gift-card:client:${clientAddress}`, rate: perClient },
    ...(actor.kind === 'user' ? [{ key: `gift-card:account:${actor.id}`, rate: perAccount }] : []),
  ];
  const retryAfter = await limiter.take(takes, { strictly: true });
  if (retryAfter > 0) throw new TradewindError('RATE_LIMITED', 'Too many codes were tried, wait a little.', { retryAfter });
}

/**
 * What is on the gift card that a code opens, for whoever has the code.
 * @throws INVALID_INPUT naming `code`, in words that say why it pays for nothing; RATE_LIMITED and UNAVAILABLE as at sign-in
 */
export async function lookUpCode(
  ctx: Pick<Context, 'db' | 'limiter'>,
  { code }: { code: string },
): Promise<z.infer<typeof schemas.creditBalance>> {
  await countTry(ctx);
  const card = await findCreditOfCode(ctx.db, code);
  const message = card ? problemOf(card, card.currency) : 'is not one that we know';
  if (!card || message !== null) {
    throw new TradewindError('INVALID_INPUT', `code: ${message}`, { errors: [{ path: 'code', message: message ?? '' }] });
  }
  const { id, balance, held, currency, expiresAt } = card;
  // Of the code that was typed: the card may have others.
  return {
    accountId: id,
    lastFour: code.slice(-4),
    available: money(balance - held, currency),
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
