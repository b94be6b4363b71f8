import type { Intent } from './objects.ts';

/** What Stripe's `error` object holds, https://docs.stripe.com/api/errors. */
export interface ErrorBody {
  readonly type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  readonly message: string;
  readonly code?: string;
  readonly decline_code?: string;
  readonly param?: string;
  readonly charge?: string;
  readonly payment_intent?: Intent;
}

/** An answer that is not 200, in Stripe's shape. */
export class ProcessorError extends Error {
  override readonly name = 'ProcessorError';
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

type Details = Omit<ErrorBody, 'type' | 'message'>;

export function invalid(message: string, details: Details = {}): ProcessorError {
  return new ProcessorError(400, { type: 'invalid_request_error', message, ...details });
}

export function missing(kind: string, id: string, param = 'id'): ProcessorError {
  return new ProcessorError(404, {
    type: 'invalid_request_error',
    message: `No such ${kind}: '${id}'`,
    code: 'resource_missing',
    param,
  });
}

export function cardError(message: string, details: Details): ProcessorError {
  return new ProcessorError(402, { type: 'card_error', message, ...details });
}
