import { move } from './balance.ts';
import { isWithheld } from './disputes.ts';
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
  const pending = behaviour === 'refund-later' || behaviour === 'refund-waits';
  const refund = withMovement(processor, {
    id: newProcessorId('re'),
    object: 'refund',
    amount: asked,
    balance_transaction: null,
    charge: charge.id,
    created: now(),
    currency: charge.currency,
    metadata: metadata(form),
    payment_intent: charge.payment_intent,
    reason: text(form, 'reason') ?? null,
    status: pending ? 'pending' : 'succeeded',
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
    if (refund?.status === 'pending') completeRefund(processor, refund);
    else if (refund?.status === 'succeeded') failRefund(processor, refund);
  });
}

/** The bank takes a refund that was pending. @throws ProcessorError 400 when it was not */
export function completeRefund(processor: Processor, refund: Refund): Refund {
  if (refund.status !== 'pending') throw invalid('This refund is not pending.');
  const gone = withMovement(processor, { ...refund, status: 'succeeded' });
  processor.emit('refund.updated', gone);
  return gone;
}

/** The bank does not take a refund, or gives back one that it had taken. @throws ProcessorError 400 when it failed already */
export function failRefund(processor: Processor, refund: Refund): Refund {
  if (refund.status === 'failed') throw invalid('This refund has failed already.');
  const { id: source, amount, currency } = refund;
  const taken = refund.status === 'succeeded';
  const back = taken
    ? move(processor, { type: 'refund_failure', reporting_category: 'refund_failure', source, amount, fee: 0, currency })
    : undefined;
  const failed = processor.books.put('refund', {
    ...refund,
    status: 'failed',
    ...(back && { failure_balance_transaction: back.id }),
    failure_reason: 'expired_or_canceled_card',
  });
  const charge = processor.books.get('charge', refund.charge);
  if (charge) changeRefunded(processor, charge, -amount);
  processor.emit('refund.updated', failed);
  processor.emit('refund.failed', failed);
  return failed;
}

/** A refund that has gone takes its money from the account; the fee of the charge is not given back. */
function withMovement(processor: Processor, refund: Refund): Refund {
  if (refund.status !== 'succeeded') return processor.books.put('refund', refund);
  const { id: source, amount, currency } = refund;
  const movement = move(processor, { type: 'refund', reporting_category: 'refund', source, amount: -amount, fee: 0, currency });
  return processor.books.put('refund', { ...refund, balance_transaction: movement.id });
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
  if (isWithheld(processor, charge)) {
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: 'charge_disputed' });
  }
  if (charge.status !== 'succeeded' || !charge.captured) {
    throw invalid('This charge has not been captured, so it cannot be refunded.', { code: 'charge_not_refundable' });
  }
  return charge;
}
