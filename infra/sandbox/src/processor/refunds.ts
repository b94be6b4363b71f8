import { invalid, missing } from './errors.ts';
import { amount, type Form, metadata, text } from './form.ts';
import { type Charge, newProcessorId, now, type Refund } from './objects.ts';
import type { Processor } from './processor.ts';

/** Gives back all that is left of a charge, or a part of it. @throws ProcessorError 400 above what is left. */
export function createRefund(processor: Processor, form: Form): Refund {
  const charge = chargeToRefund(processor, form);
  const left = charge.amount_captured - charge.amount_refunded;
  if (left <= 0) throw invalid(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  const asked = amount(form, 'amount') ?? left;
  if (asked > left) {
    throw invalid(`Refund amount (${asked}) is greater than unrefunded amount on charge (${left})`, { param: 'amount' });
  }
  const behaviour = processor.books.get('method', charge.payment_method)?.behaviour.does;
  const refund = processor.books.put('refund', {
    id: newProcessorId('re'),
    object: 'refund',
    amount: asked,
    charge: charge.id,
    created: now(),
    currency: charge.currency,
    metadata: metadata(form),
    payment_intent: charge.payment_intent,
    reason: text(form, 'reason') ?? null,
    status: behaviour === 'refund-later' ? 'pending' : 'succeeded',
  });
  processor.emit('refund.created', refund);
  processor.emit('charge.refunded', changeRefunded(processor, charge, asked));
  if (behaviour === 'refund-later' || behaviour === 'refund-fails') settleRefund(processor, refund.id);
  return refund;
}

/** What becomes of a refund after a while: a pending one succeeds, one of a closed account fails. */
export function settleRefund(processor: Processor, refundId: string): void {
  processor.later(() => {
    const refund = processor.books.get('refund', refundId);
    const charge = processor.books.get('charge', refund?.charge ?? '');
    if (!refund || !charge || refund.status === 'failed') return;
    if (refund.status === 'pending') {
      processor.emit('refund.updated', processor.books.put('refund', { ...refund, status: 'succeeded' }));
      return;
    }
    const failed = processor.books.put('refund', { ...refund, status: 'failed', failure_reason: 'expired_or_canceled_card' });
    changeRefunded(processor, charge, -refund.amount);
    processor.emit('refund.updated', failed);
    processor.emit('refund.failed', failed);
  });
}

function changeRefunded(processor: Processor, charge: Charge, change: number): Charge {
  const refunded = charge.amount_refunded + change;
  return processor.books.put('charge', { ...charge, amount_refunded: refunded, refunded: refunded >= charge.amount });
}

function chargeToRefund(processor: Processor, form: Form): Charge {
  const intentId = text(form, 'payment_intent');
  const intent = intentId === undefined ? undefined : processor.books.get('intent', intentId);
  if (intentId !== undefined && !intent) throw missing('payment_intent', intentId, 'payment_intent');
  const chargeId = intent ? intent.latest_charge : text(form, 'charge');
  if (chargeId === undefined) throw invalid('One of the following params should be provided for this request: payment_intent or charge.');
  const charge = processor.books.get('charge', chargeId ?? '');
  if (!charge) {
    if (!intent) throw missing('charge', String(chargeId), 'charge');
    throw invalid('This PaymentIntent does not have a successful charge to refund.', { param: 'payment_intent' });
  }
  if (charge.status !== 'succeeded' || !charge.captured) {
    throw invalid('This charge has not been captured, so it cannot be refunded.', { code: 'charge_not_refundable' });
  }
  return charge;
}
