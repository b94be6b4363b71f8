import { feeOf, move } from './balance.ts';
import type { KeptMethod } from './cards.ts';
import { keepMethod } from './customers.ts';
import { openDispute } from './disputes.ts';
import { cardError } from './errors.ts';
import { type Charge, type Intent, newProcessorId, now, type PaymentError } from './objects.ts';
import type { Processor } from './processor.ts';

/** Takes the money of a confirmed intent as its card behaves. @throws ProcessorError 402 when it is declined. */
export function chargeIntent(processor: Processor, intent: Intent, method: KeptMethod): Intent {
  const { behaviour } = method;
  if (behaviour.does === 'decline') {
    const { code, declineCode, message } = behaviour;
    const charge = processor.books.put('charge', {
      ...newCharge(intent, method, intent.amount),
      failure_code: code,
      failure_message: message,
      paid: false,
      captured: false,
      amount_captured: 0,
      status: 'failed',
    });
    processor.emit('charge.failed', charge);
    const error: PaymentError = {
      type: 'card_error',
      code,
      message,
      decline_code: declineCode,
      charge: charge.id,
      payment_method: method.wire,
    };
    const failed = failIntent(processor, { ...intent, latest_charge: charge.id }, error);
    throw cardError(message, { code, decline_code: declineCode, charge: charge.id, payment_intent: failed });
  }
  if (behaviour.does === 'process') {
    const processing = processor.books.put('intent', { ...intent, status: 'processing' });
    processor.emit('payment_intent.processing', processing);
    settleProcessing(processor, processing.id);
    return processing;
  }
  return succeed(processor, intent, method);
}

/** Lets a payment that is processing succeed after a while, unless it was cancelled. */
export function settleProcessing(processor: Processor, intentId: string): void {
  processor.later(() => {
    const intent = processor.books.get('intent', intentId);
    const method = processor.books.get('method', intent?.payment_method ?? '');
    if (intent?.status === 'processing' && method) succeed(processor, intent, method);
  });
}

function succeed(processor: Processor, intent: Intent, method: KeptMethod): Intent {
  const wrong = processor.faults.happens(processor.faults.order.wrongAmountRate) ? 100 : 0;
  const taken = intent.amount + wrong;
  const manual = intent.capture_method === 'manual';
  const fresh = newCharge(intent, method, taken);
  const charge = manual ? processor.books.put('charge', { ...fresh, captured: false, amount_captured: 0 }) : settleCharge(processor, fresh);
  const next = processor.books.put('intent', {
    ...intent,
    status: manual ? 'requires_capture' : 'succeeded',
    amount_capturable: manual ? taken : 0,
    amount_received: manual ? 0 : taken,
    latest_charge: charge.id,
    last_payment_error: null,
    next_action: null,
  });
  keepMethod(processor, next);
  processor.emit('charge.succeeded', charge);
  processor.emit(manual ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', next);
  const { does } = method.behaviour;
  if (does === 'dispute' || does === 'inquire') openDispute(processor, charge, { inquiry: does === 'inquire' });
  return next;
}

/** The attempt failed: another payment method may be tried. */
export function failIntent(processor: Processor, intent: Intent, error: PaymentError): Intent {
  const failed = processor.books.put('intent', {
    ...intent,
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    last_payment_error: error,
  });
  processor.emit('payment_intent.payment_failed', failed);
  return failed;
}

/** An authorisation that is given up shows as a refund of what was never taken. */
export function releaseCharge(processor: Processor, intent: Intent): void {
  const charge = processor.books.get('charge', intent.latest_charge ?? '');
  if (!charge) return;
  processor.emit('charge.refunded', processor.books.put('charge', { ...charge, amount_refunded: charge.amount, refunded: true }));
}

/** The money of a charge comes to the account, less the fee. */
export function settleCharge(processor: Processor, charge: Charge): Charge {
  const { id: source, amount_captured: amount, currency } = charge;
  const movement = move(processor, { type: 'charge', reporting_category: 'charge', source, amount, fee: feeOf(amount), currency });
  return processor.books.put('charge', { ...charge, balance_transaction: movement.id });
}

function newCharge(intent: Intent, method: KeptMethod, amount: number): Charge {
  return {
    id: newProcessorId('ch'),
    object: 'charge',
    amount,
    amount_captured: amount,
    amount_refunded: 0,
    balance_transaction: null,
    captured: true,
    created: now(),
    currency: intent.currency,
    disputed: false,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: intent.metadata,
    paid: true,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { type: 'card', card: method.wire.card },
    receipt_email: intent.receipt_email,
    refunded: false,
    status: 'succeeded',
  };
}
