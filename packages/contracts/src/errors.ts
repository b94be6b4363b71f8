/** Every way in which a call may fail, and the HTTP status it leaves with. Nobody parses messages. */
export const errorStatus = {
  INVALID_INPUT: 400,
  UNAUTHENTICATED: 401,
  PAYMENT_DECLINED: 402,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  OUT_OF_STOCK: 409,
  CART_COMPLETED: 409,
  CONFLICT: 409,
  IDEMPOTENCY_IN_FLIGHT: 409,
  PAYLOAD_TOO_LARGE: 413,
  IDEMPOTENCY_MISMATCH: 422,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** One thing wrong with the input: the path of the field (`items.0.quantity`) and what is the matter. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

export interface OutOfStockLine {
  readonly variantId: string;
  readonly sku: string;
  readonly requested: number;
  readonly available: number;
}

interface Amount {
  readonly amountMinor: number;
  readonly currency: string;
}

/** What an order would cost. */
interface QuotedTotals {
  readonly subtotal: Amount;
  readonly discount: Amount;
  readonly shipping: Amount;
  readonly tax: Amount;
  readonly total: Amount;
}

/** What some codes carry beside their text. */
export interface ErrorExtras {
  /** INVALID_INPUT */
  readonly errors?: readonly FieldError[];
  /** OUT_OF_STOCK */
  readonly lines?: readonly OutOfStockLine[];
  /** CONFLICT of a checkout that would cost something else than was shown. */
  readonly totals?: QuotedTotals;
  /** PAYMENT_DECLINED: the processor's code, such as `insufficient_funds`. */
  readonly declineCode?: string;
  /** RATE_LIMITED, and UNAVAILABLE where it is known; in seconds */
  readonly retryAfter?: number;
}

/**
 * A failure that the caller may know about. Everything that leaves a service is one of these; any other error is logged
 * with its trace id and leaves as INTERNAL with nothing of its inside.
 */
export class TradewindError extends Error {
  override readonly name = 'TradewindError';
  readonly code: ErrorCode;
  readonly extras: ErrorExtras;

  /** @param detail one sentence for the caller, without anything of the inside. */
  constructor(code: ErrorCode, detail: string, extras: ErrorExtras = {}) {
    super(detail);
    this.code = code;
    this.extras = extras;
  }
}

/** RFC 9457 problem details, as every error leaves over HTTP. */
export interface Problem extends ErrorExtras {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly traceId: string;
}

const titles = {
  INVALID_INPUT: 'The input is not valid',
  UNAUTHENTICATED: 'Sign in first',
  PAYMENT_DECLINED: 'The payment was declined',
  FORBIDDEN: 'Not allowed',
  NOT_FOUND: 'Not found',
  OUT_OF_STOCK: 'Not enough in stock',
  CART_COMPLETED: 'The cart was bought already',
  CONFLICT: 'The state does not allow it',
  IDEMPOTENCY_IN_FLIGHT: 'The same request is being worked on',
  PAYLOAD_TOO_LARGE: 'The request is too large',
  IDEMPOTENCY_MISMATCH: 'The idempotency key belongs to another request',
  RATE_LIMITED: 'Too many requests',
  INTERNAL: 'Something went wrong',
  UNAVAILABLE: 'Not available right now',
  DEADLINE_EXCEEDED: 'It took too long',
} as const satisfies Record<ErrorCode, string>;

/** The wire form of an error. Unknown errors become INTERNAL and say nothing of themselves. */
export function toProblem(error: unknown, traceId: string): Problem {
  const known = error instanceof TradewindError ? error : new TradewindError('INTERNAL', titles.INTERNAL);
  return {
    type: `urn:tradewind:error:${known.code.toLowerCase().replaceAll('_', '-')}`,
    title: titles[known.code],
    status: errorStatus[known.code],
    code: known.code,
    detail: known.message,
    traceId,
    ...known.extras,
  };
}

/** The error that a problem came from, for clients. */
export function fromProblem(problem: Problem): TradewindError {
  const { errors, lines, totals, declineCode, retryAfter } = problem;
  return new TradewindError(problem.code, problem.detail, { errors, lines, totals, declineCode, retryAfter });
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorStatus, value);
}
