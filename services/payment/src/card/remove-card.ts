import { TradewindError } from '@tradewind/contracts/errors';
import { isMissing, isRefused, toTradewindError } from '../processor/processor-errors.ts';
import type { Services } from '../services.ts';
import { readCards } from './list-cards.ts';

/**
 * Has the processor forget a card of the signed-in customer, however often it was saved.
 * @throws UNAUTHENTICATED; NOT_FOUND also for a card of somebody else; UNAVAILABLE: try again
 */
export async function removeCard(ctx: Pick<Services, 'db' | 'stripe'>, { id }: { id: string }): Promise<{ id: string }> {
  const cards = await readCards(ctx);
  const gone = cards.find((card) => card.id === id)?.card;
  if (!gone) throw new TradewindError('NOT_FOUND', 'This card is not saved.');
  for (const { id: same, card } of cards) {
    if (same === id || (card?.fingerprint && card.fingerprint === gone.fingerprint)) await detach(ctx, same);
  }
  return { id };
}

/** Where it is detached meanwhile, that is what was wanted. */
async function detach({ stripe }: Pick<Services, 'stripe'>, id: string): Promise<void> {
  try {
    await stripe.paymentMethods.detach(id);
  } catch (error) {
    if (!isRefused(error) && !isMissing(error)) throw toTradewindError(error);
  }
}
