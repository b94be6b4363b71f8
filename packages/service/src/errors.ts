import { type ErrorCode, type FieldError, TradewindError } from '@tradewind/contracts/errors';
import { TRPCError } from '@trpc/server';
import { z } from 'zod';

/** tRPC's name of each code; it decides the HTTP status of a call. */
export const trpcCodes = {
  INVALID_INPUT: 'BAD_REQUEST',
  UNAUTHENTICATED: 'UNAUTHORIZED',
  PAYMENT_DECLINED: 'PAYMENT_REQUIRED',
  FORBIDDEN: 'FORBIDDEN',
  NOT_FOUND: 'NOT_FOUND',
  OUT_OF_STOCK: 'CONFLICT',
  CART_COMPLETED: 'CONFLICT',
  CONFLICT: 'CONFLICT',
  IDEMPOTENCY_IN_FLIGHT: 'CONFLICT',
  PAYLOAD_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  IDEMPOTENCY_MISMATCH: 'UNPROCESSABLE_CONTENT',
  RATE_LIMITED: 'TOO_MANY_REQUESTS',
  INTERNAL: 'INTERNAL_SERVER_ERROR',
  UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  DEADLINE_EXCEEDED: 'GATEWAY_TIMEOUT',
} as const satisfies Record<ErrorCode, TRPCError['code']>;

const maxFieldErrors = 20;

function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.slice(0, maxFieldErrors).map(({ path, message }) => ({ path: path.join('.'), message }));
}

function invalidInput(errors: readonly FieldError[]): TradewindError {
  const first = errors[0];
  const detail = first ? `${first.path || 'the input'}: ${first.message}` : 'The input is malformed.';
  return new TradewindError('INVALID_INPUT', detail, errors.length > 0 ? { errors } : {});
}

/** Checks input with a schema. @throws INVALID_INPUT with each field and what is the matter. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw invalidInput(fieldErrors(result.error));
  return result.data;
}

/** SQLSTATE classes and socket errors that mean: the database is away or full, try again. */
const awayState = /^(08|53|57P0)/;
const awayErrno = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH']);
const awayMessages = /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error)/;

function isAway(error: Error): boolean {
  const code: unknown = 'code' in error ? error.code : undefined;
  if (typeof code === 'string') return awayErrno.has(code) || (code.length === 5 && awayState.test(code));
  return awayMessages.test(error.message);
}

function ofTrpc(error: TRPCError): TradewindError {
  if (error.cause instanceof TradewindError) return error.cause;
  switch (error.code) {
    case 'BAD_REQUEST':
      return invalidInput(error.cause instanceof z.ZodError ? fieldErrors(error.cause) : []);
    case 'PARSE_ERROR':
    case 'METHOD_NOT_SUPPORTED':
    case 'UNSUPPORTED_MEDIA_TYPE':
      return invalidInput([]);
    case 'NOT_FOUND':
      return new TradewindError('NOT_FOUND', 'There is no such procedure.');
    case 'PAYLOAD_TOO_LARGE':
      return new TradewindError('PAYLOAD_TOO_LARGE', 'The request is too large.');
    default:
      return error.cause ? asTradewindError(error.cause) : internal();
  }
}

function internal(): TradewindError {
  return new TradewindError('INTERNAL', 'Something went wrong.');
}

/** What Fastify and its plugins add to the errors they make. */
type HttpError = Error & { statusCode: number; validation?: unknown };

function isHttpError(error: Error): error is HttpError {
  return 'statusCode' in error && typeof error.statusCode === 'number';
}

function ofHttp(error: HttpError): TradewindError {
  if (error.statusCode === 413) return new TradewindError('PAYLOAD_TOO_LARGE', 'The request is too large.');
  if (error.statusCode === 404) return new TradewindError('NOT_FOUND', 'There is nothing here.');
  if (error.statusCode >= 500) return internal();
  const issues = z.array(z.object({ instancePath: z.string(), message: z.string() })).safeParse(error.validation);
  return invalidInput(
    (issues.data ?? []).slice(0, maxFieldErrors).map(({ instancePath, message }) => ({
      path: instancePath.replace(/^\//, '').replaceAll('/', '.'),
      message,
    })),
  );
}

/** The error that a caller may know of. Anything unforeseen becomes INTERNAL and says nothing of its inside. */
export function asTradewindError(error: unknown): TradewindError {
  if (error instanceof TradewindError) return error;
  if (error instanceof TRPCError) return ofTrpc(error);
  if (!(error instanceof Error)) return internal();
  if (isHttpError(error)) return ofHttp(error);
  return isAway(error) ? new TradewindError('UNAVAILABLE', 'Not available right now, try again.') : internal();
}
