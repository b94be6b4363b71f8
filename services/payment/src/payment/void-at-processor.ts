import { TradewindError } from '@tradewind/contracts/errors';
import { cancelIntent, fetchIntent } from '../processor/intents.ts';
import type { Services } from '../services.ts';
import { applyIntent } from './apply-intent.ts';
import type { PaymentRow } from './payment-store.ts';

/**
 * Cancels a payment's intent and writes down what came of it.
 * @returns `captured` when the money has come already
 * @throws UNAVAILABLE when the processor cannot be asked, or has not decided yet
 */
export async function voidAtProcessor(ctx: Pick<Services, 'db' | 'stripe'>, payment: PaymentRow): Promise<'voided' | 'captured'> {
  // An answer that was lost may have made an intent: it must be found to be cancelled.
  const reference = payment.reference ?? (await fetchIntent(ctx, payment)).id;
  const intent = await cancelIntent(ctx, reference);
  await applyIntent(ctx, { payment, intent, source: `void:${intent.id}` });
  if (intent.status === 'canceled') return 'voided';
  if (intent.status === 'succeeded') return 'captured';
  throw new TradewindError('UNAVAILABLE', 'The payment is being processed, try again in a while.');
}
