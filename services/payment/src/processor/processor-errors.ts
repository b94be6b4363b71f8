import { TradewindError } from '@tradewind/contracts/errors';
import Stripe from 'stripe';

const { errors } = Stripe;

/** No answer, or one that says nothing about whether the work was done: ask again under the same key. */
export function isUndecided(error: unknown): boolean {
  return (
    error instanceof errors.StripeConnectionError ||
    error instanceof errors.StripeAPIError ||
    error instanceof errors.StripeRateLimitError ||
    error instanceof errors.StripeAuthenticationError ||
    error instanceof errors.StripePermissionError ||
    (error instanceof errors.StripeError && error.statusCode === 409)
  );
}

/** The processor failed, before the work or after it. */
export function isServerError(error: unknown): boolean {
  return error instanceof errors.StripeAPIError && (error.statusCode ?? 0) >= 500;
}

/** The processor refused the request as it is: asking again changes nothing. */
export function isRefused(error: unknown): error is Stripe.errors.StripeError {
  return error instanceof errors.StripeError && !isUndecided(error);
}

/** The processor knows no such thing. */
export function isMissing(error: unknown): boolean {
  return error instanceof errors.StripeError && error.code === 'resource_missing';
}

/** What a caller may know of a processor's error. */
export function toTradewindError(error: unknown): unknown {
  if (isUndecided(error)) return new TradewindError('UNAVAILABLE', 'The card processor cannot be reached right now, try again.');
  if (!(error instanceof errors.StripeInvalidRequestError)) return error;
  const path = error.param === 'payment_method' ? 'paymentMethodId' : (error.param ?? '');
  return new TradewindError('INVALID_INPUT', 'The card processor does not accept this.', {
    errors: [{ path, message: 'is not accepted' }],
  });
}
