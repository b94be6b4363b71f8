import { chargeIntent, failIntent, releaseCharge, settleCharge } from './charges.ts';
import { futureOf, mustBeOf } from './customers.ts';
import { cardError, invalid, missing } from './errors.ts';
import { amount, type Form, flag, list, metadata, required, text } from './form.ts';
import { type Intent, type IntentStatus, newProcessorId, now } from './objects.ts';
import { methodFrom, type Processor } from './processor.ts';

/** From which states each thing may be asked, https://docs.stripe.com/payments/paymentintents/lifecycle. */
const allowed = {
  confirm: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  capture: ['requires_capture'],
  cancel: ['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture', 'processing'],
  change: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  authenticate: ['requires_action'],
} as const satisfies Record<string, readonly IntentStatus[]>;

function mustAllow(intent: Intent, action: keyof typeof allowed): void {
  if ((allowed[action] as readonly IntentStatus[]).includes(intent.status)) return;
  throw invalid(`You cannot ${action} this PaymentIntent because it has a status of ${intent.status}.`, {
    code: 'payment_intent_unexpected_state',
    payment_intent: intent,
  });
}

/** @throws ProcessorError 404, also when a client secret is given and is not the intent's. */
export function findIntent(processor: Processor, id: string, clientSecret?: string): Intent {
  const intent = processor.books.get('intent', id);
  if (!intent || (clientSecret !== undefined && clientSecret !== intent.client_secret)) throw missing('payment_intent', id, 'intent');
  return intent;
}

export function createIntent(processor: Processor, form: Form): Intent {
  const total = required(amount(form, 'amount'), 'amount');
  const currency = required(text(form, 'currency'), 'currency').toLowerCase();
  if (!/^[a-z]{3}$/.test(currency)) throw invalid(`Invalid currency: ${currency}.`, { param: 'currency' });
  const capture = text(form, 'capture_method') ?? 'automatic';
  if (capture !== 'automatic' && capture !== 'manual' && capture !== 'automatic_async') {
    throw invalid('Invalid capture_method', { param: 'capture_method' });
  }
  const method = methodFrom(processor, form);
  const future = futureOf(processor, form);
  if (method) mustBeOf(method, future);
  const types = list(form, 'allowed_payment_method_types');
  const id = newProcessorId('pi');
  const intent = processor.books.put('intent', {
    id,
    object: 'payment_intent',
    amount: total,
    amount_capturable: 0,
    amount_received: 0,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: capture,
    client_secret: newProcessorId(`${id}_secret`, 25),
    confirmation_method: 'automatic',
    created: now(),
    currency,
    customer: future.customer,
    description: text(form, 'description') ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: metadata(form),
    next_action: null,
    payment_method: method?.id ?? null,
    payment_method_types: types.length > 0 ? types : ['card'],
    receipt_email: text(form, 'receipt_email') ?? null,
    setup_future_usage: future.setup_future_usage,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
  });
  processor.emit('payment_intent.created', intent);
  return flag(form, 'confirm')
    ? confirmIntent(processor, intent, { ...form, payment_method: method?.id, payment_method_data: undefined })
    : intent;
}

/** Charges the payment method, or asks for authentication first. @throws ProcessorError 402 when it is declined. */
export function confirmIntent(processor: Processor, intent: Intent, form: Form): Intent {
  mustAllow(intent, 'confirm');
  const given = methodFrom(processor, form);
  const method = given ?? (intent.payment_method === null ? undefined : processor.books.get('method', intent.payment_method));
  if (!method) {
    throw invalid('You cannot confirm this PaymentIntent because it is missing a payment method.', {
      code: 'payment_intent_unexpected_state',
      payment_intent: intent,
    });
  }
  const future = futureOf(processor, form, intent);
  mustBeOf(method, future);
  const confirmed: Intent = { ...intent, ...future, payment_method: method.id, last_payment_error: null, next_action: null };
  if (method.behaviour.does !== 'authenticate') return chargeIntent(processor, confirmed, method);
  if (flag(form, 'error_on_requires_action')) {
    const message = 'This payment required an authentication action to complete, but `error_on_requires_action` was set.';
    const failed = failIntent(processor, confirmed, { type: 'card_error', code: 'authentication_required', message });
    throw cardError(message, { code: 'authentication_required', payment_intent: failed });
  }
  const page = `${processor.publicUrl}/v3/authenticate?payment_intent=${intent.id}&payment_intent_client_secret=${intent.client_secret}`;
  const returnUrl = text(form, 'return_url');
  const waiting = processor.books.put('intent', {
    ...confirmed,
    status: 'requires_action',
    next_action: returnUrl
      ? { type: 'redirect_to_url', redirect_to_url: { url: page, return_url: returnUrl } }
      : { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: page } },
  });
  processor.emit('payment_intent.requires_action', waiting);
  return waiting;
}

/** What the shopper answered on the bank's page. @throws ProcessorError 402 when the charge is declined after all. */
export function authenticateIntent(processor: Processor, intent: Intent, passed: boolean): Intent {
  mustAllow(intent, 'authenticate');
  const method = intent.payment_method === null ? undefined : processor.books.get('method', intent.payment_method);
  if (passed && method) return chargeIntent(processor, { ...intent, next_action: null }, method);
  return failIntent(processor, intent, {
    type: 'card_error',
    code: 'payment_intent_authentication_failure',
    message: 'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  });
}

export function captureIntent(processor: Processor, intent: Intent, form: Form): Intent {
  mustAllow(intent, 'capture');
  const taken = amount(form, 'amount_to_capture') ?? intent.amount_capturable;
  if (taken > intent.amount_capturable) {
    throw invalid('The amount to capture is greater than the remaining amount.', { code: 'amount_too_large', param: 'amount_to_capture' });
  }
  const charge = intent.latest_charge === null ? undefined : processor.books.get('charge', intent.latest_charge);
  if (!charge) throw missing('charge', String(intent.latest_charge));
  const captured = settleCharge(processor, {
    ...charge,
    captured: true,
    amount_captured: taken,
    amount_refunded: charge.amount - taken,
  });
  const paid = processor.books.put('intent', { ...intent, status: 'succeeded', amount_capturable: 0, amount_received: taken });
  processor.emit('charge.captured', captured);
  processor.emit('payment_intent.succeeded', paid);
  return paid;
}

export function cancelIntent(processor: Processor, intent: Intent, form: Form): Intent {
  mustAllow(intent, 'cancel');
  if (intent.status === 'requires_capture') releaseCharge(processor, intent);
  const canceled = processor.books.put('intent', {
    ...intent,
    status: 'canceled',
    amount_capturable: 0,
    canceled_at: now(),
    cancellation_reason: text(form, 'cancellation_reason') ?? null,
    next_action: null,
  });
  processor.emit('payment_intent.canceled', canceled);
  return canceled;
}

export function updateIntent(processor: Processor, intent: Intent, form: Form): Intent {
  const newAmount = amount(form, 'amount');
  const currency = text(form, 'currency')?.toLowerCase();
  const method = methodFrom(processor, form);
  const future = futureOf(processor, form, intent);
  const moves = future.customer !== intent.customer || future.setup_future_usage !== intent.setup_future_usage;
  if (newAmount !== undefined || currency !== undefined || method || moves) mustAllow(intent, 'change');
  if (method) mustBeOf(method, future);
  return processor.books.put('intent', {
    ...intent,
    ...future,
    amount: newAmount ?? intent.amount,
    currency: currency ?? intent.currency,
    description: text(form, 'description') ?? intent.description,
    receipt_email: text(form, 'receipt_email') ?? intent.receipt_email,
    metadata: metadata(form, intent.metadata),
    payment_method: method?.id ?? intent.payment_method,
    status: method ? 'requires_confirmation' : intent.status,
    next_action: method ? null : intent.next_action,
  });
}
