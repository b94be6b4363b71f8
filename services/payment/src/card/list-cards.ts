import { TradewindError } from '@tradewind/contracts/errors';
import type { card as schemas } from '@tradewind/contracts/schemas';
import { currentCall } from '@tradewind/service';
import type Stripe from 'stripe';
import { isMissing, toTradewindError } from '../processor/processor-errors.ts';
import type { Services } from '../services.ts';
import { findReference, forgetReference } from './customer-store.ts';

/** @throws UNAUTHENTICATED */
export function currentCustomer(): string {
  const { actor } = currentCall();
  if (actor.kind !== 'user') throw new TradewindError('UNAUTHENTICATED', 'Sign in first.');
  return actor.id;
}

/** The cards of the signed-in customer, the newest first; one that was saved twice is there twice. @throws UNAVAILABLE */
export async function readCards({ db, stripe }: Pick<Services, 'db' | 'stripe'>): Promise<Stripe.PaymentMethod[]> {
  const customerId = currentCustomer();
  const reference = await findReference(db, customerId);
  if (reference === undefined) return [];
  try {
    return (await stripe.customers.listPaymentMethods(reference, { type: 'card', limit: 100 })).data;
  } catch (error) {
    if (!isMissing(error)) throw toTradewindError(error);
    await forgetReference(db, customerId, reference);
    return [];
  }
}

/** The signed-in customer's saved cards, as the processor keeps them. @throws UNAUTHENTICATED, UNAVAILABLE */
export async function listCards(ctx: Pick<Services, 'db' | 'stripe'>): Promise<schemas.SavedCards> {
  const known = new Set<string>();
  const items = (await readCards(ctx)).flatMap(({ id, card }) => {
    const print = card?.fingerprint ?? id;
    if (!card || known.has(print)) return [];
    known.add(print);
    return [{ id, brand: card.brand, lastFour: card.last4, expiresMonth: card.exp_month, expiresYear: card.exp_year }];
  });
  return { items };
}
