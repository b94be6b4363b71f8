import { createHash } from 'node:crypto';
import { cardError } from './errors.ts';
import { type Form, inner, required, text } from './form.ts';
import { type CardDetails, newProcessorId, now, type PaymentMethod } from './objects.ts';

/** What a card does when it is charged. */
type Behaviour =
  | { readonly does: 'pay' | 'dispute' | 'inquire' | 'authenticate' | 'process' | 'refund-later' | 'refund-fails' | 'refund-waits' }
  | { readonly does: 'decline'; readonly code: string; readonly declineCode?: string; readonly message: string };

/** A payment method as kept: the number itself is forgotten as soon as its behaviour is known. */
export interface KeptMethod {
  readonly id: string;
  readonly wire: PaymentMethod;
  readonly behaviour: Behaviour;
}

function declined(declineCode: string, message = 'Your card was declined.'): Behaviour {
  return { does: 'decline', code: 'card_declined', declineCode, message };
}

/** Stripe's test cards by number and by ready-made id, https://docs.stripe.com/testing. The last two are ours. */
const cards: readonly { number: string; id: string; brand?: string; behaviour: Behaviour }[] = [
  { number: '4242424242424242', id: 'pm_card_visa', behaviour: { does: 'pay' } },
  { number: '5555555555554444', id: 'pm_card_mastercard', brand: 'mastercard', behaviour: { does: 'pay' } },
  { number: '378282246310005', id: 'pm_card_amex', brand: 'amex', behaviour: { does: 'pay' } },
  { number: '4000000000000002', id: 'pm_card_chargeDeclined', behaviour: declined('generic_decline') },
  {
    number: '4000000000009995',
    id: 'pm_card_chargeDeclinedInsufficientFunds',
    behaviour: declined('insufficient_funds', 'Your card has insufficient funds.'),
  },
  { number: '4000000000009987', id: 'pm_card_chargeDeclinedLostCard', behaviour: declined('lost_card') },
  { number: '4000000000009979', id: 'pm_card_chargeDeclinedStolenCard', behaviour: declined('stolen_card') },
  {
    number: '4000000000000069',
    id: 'pm_card_chargeDeclinedExpiredCard',
    behaviour: { does: 'decline', code: 'expired_card', message: 'Your card has expired.' },
  },
  {
    number: '4000000000000127',
    id: 'pm_card_chargeDeclinedIncorrectCvc',
    behaviour: { does: 'decline', code: 'incorrect_cvc', message: "Your card's security code is incorrect." },
  },
  {
    number: '4000000000000119',
    id: 'pm_card_chargeDeclinedProcessingError',
    behaviour: { does: 'decline', code: 'processing_error', message: 'An error occurred while processing your card. Try again.' },
  },
  { number: '4000002500003155', id: 'pm_card_authenticationRequired', behaviour: { does: 'authenticate' } },
  { number: '4000000000000259', id: 'pm_card_createDispute', behaviour: { does: 'dispute' } },
  { number: '4000000000001976', id: 'pm_card_createDisputeInquiry', behaviour: { does: 'inquire' } },
  { number: '4000000000007726', id: 'pm_card_pendingRefund', behaviour: { does: 'refund-later' } },
  { number: '4000000000005126', id: 'pm_card_refundFail', behaviour: { does: 'refund-fails' } },
  { number: '4000000000000077', id: 'pm_card_processing', behaviour: { does: 'process' } },
  { number: '4000000000007767', id: 'pm_card_waitingRefund', behaviour: { does: 'refund-waits' } },
];

const byNumber = new Map(cards.map((card) => [card.number, card]));
const byId = new Map(cards.map((card) => [card.id, card]));
const testModeOnly = declined('test_mode_live_card', 'Your card was declined: only test cards work here.');

/** A fresh payment method of one of the ready-made ids, or undefined. */
export function readyMadeMethod(id: string): KeptMethod | undefined {
  const card = byId.get(id);
  if (!card) return undefined;
  const year = new Date().getUTCFullYear() + 4;
  return keep(card.number, 12, year, { email: null, name: null, phone: null });
}

/** A payment method from what was typed: `card[number]`, `card[exp_month]`, `card[exp_year]`, `card[cvc]`. */
export function typedMethod(data: Form): KeptMethod {
  const card = required(inner(data, 'card'), 'card');
  const number = required(text(card, 'number'), 'card[number]').replaceAll(/[\s-]/g, '');
  const month = Number(required(text(card, 'exp_month'), 'card[exp_month]'));
  const written = Number(required(text(card, 'exp_year'), 'card[exp_year]'));
  const year = written < 100 ? 2000 + written : written;
  const cvc = text(card, 'cvc');
  if (!/^\d{12,19}$/.test(number) || !luhn(number)) {
    throw cardError('Your card number is incorrect.', { code: 'incorrect_number', param: 'number' });
  }
  if (!Number.isInteger(month) || month < 1 || month > 12) {
    throw cardError("Your card's expiration month is invalid.", { code: 'invalid_expiry_month', param: 'exp_month' });
  }
  if (!Number.isInteger(year) || Date.UTC(year, month) < Date.now()) {
    throw cardError("Your card's expiration year is invalid.", { code: 'invalid_expiry_year', param: 'exp_year' });
  }
  if (cvc !== undefined && !/^\d{3,4}$/.test(cvc)) {
    throw cardError("Your card's security code is invalid.", { code: 'invalid_cvc', param: 'cvc' });
  }
  const billing = inner(data, 'billing_details') ?? {};
  return keep(number, month, year, {
    email: text(billing, 'email') ?? null,
    name: text(billing, 'name') ?? null,
    phone: text(billing, 'phone') ?? null,
  });
}

function keep(number: string, month: number, year: number, billing: PaymentMethod['billing_details']): KeptMethod {
  const known = byNumber.get(number);
  const card: CardDetails = {
    brand: known?.brand ?? 'visa',
    last4: number.slice(-4),
    exp_month: month,
    exp_year: year,
    country: 'US',
    // Of a test card; by that of another number it could be guessed.
    fingerprint: known ? createHash('sha256').update(known.id).digest('hex').slice(0, 16) : newProcessorId('fp'),
    funding: 'credit',
  };
  const id = newProcessorId('pm');
  return {
    id,
    behaviour: known?.behaviour ?? testModeOnly,
    wire: {
      id,
      object: 'payment_method',
      billing_details: billing,
      card,
      created: now(),
      customer: null,
      livemode: false,
      metadata: {},
      type: 'card',
    },
  };
}

/** The check digit of ISO/IEC 7812-1, annex B. */
function luhn(number: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...number].reverse().entries()) {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
