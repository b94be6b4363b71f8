import { timingSafeEqual } from 'node:crypto';
import { TradewindError } from '@tradewind/contracts/errors';
import type { card as schemas } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import { findPaymentOfIntent } from '../payment/payment-store.ts';
import { isMissing, isRefused, toTradewindError } from '../processor/processor-errors.ts';
import type { Services } from '../services.ts';
import { findReference, forgetReference, keepReference } from './customer-store.ts';
import { currentCustomer } from './list-cards.ts';

type Context = Pick<Services, 'db' | 'stripe'>;

/**
 * Says to the processor who is about to pay: their saved cards may pay then, and with `save` the card that pays is kept for them. Until
 * somebody saves a card, the processor is told of nobody.
 * @throws UNAUTHENTICATED; NOT_FOUND for a client secret that is none of ours; CONFLICT when nothing is to be paid any more; UNAVAILABLE
 */
export async function prepareCard(
  ctx: Context,
  { clientSecret, save }: z.infer<typeof schemas.prepareCardInput>,
): Promise<z.infer<typeof schemas.preparedCard>> {
  const customerId = currentCustomer();
  try {
    const intentId = await findIntent(ctx, clientSecret);
    const known = await findReference(ctx.db, customerId);
    if (known !== undefined) {
      if (await tell(ctx, intentId, { customer: known, save })) return { saves: save };
      // The processor has forgotten whom it knew.
      await forgetReference(ctx.db, customerId, known);
    }
    if (save) await tell(ctx, intentId, { customer: await makeCustomer(ctx, customerId), save });
    return { saves: save };
  } catch (error) {
    if (isRefused(error)) throw new TradewindError('CONFLICT', 'This payment cannot be changed any more.');
    throw toTradewindError(error);
  }
}

/** @returns the intent that a client secret opens. @throws NOT_FOUND */
async function findIntent({ db, stripe }: Context, clientSecret: string): Promise<string> {
  const [id = ''] = clientSecret.split('_secret_');
  const isOurs = (await findPaymentOfIntent(db, id, undefined)) !== undefined;
  const secret = isOurs ? (await stripe.paymentIntents.retrieve(id)).client_secret : null;
  if (secret === null || !isSame(secret, clientSecret)) throw new TradewindError('NOT_FOUND', 'There is no such payment.');
  return id;
}

function isSame(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** @returns false when the processor knows no such customer */
async function tell({ stripe }: Context, intentId: string, { customer, save }: { customer: string; save: boolean }): Promise<boolean> {
  try {
    await stripe.paymentIntents.update(intentId, { customer, setup_future_usage: save ? 'on_session' : '' });
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function makeCustomer({ db, stripe }: Context, customerId: string): Promise<string> {
  const { id } = await stripe.customers.create({ metadata: { customerId } });
  return keepReference(db, customerId, id);
}
