import { type ErrorCode, errorStatus } from '@tradewind/contracts/errors';
import { primitives } from '@tradewind/contracts/schemas';
import { z } from 'zod';

const { money } = primitives;
const codes = Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]];

/** RFC 9457, as every error leaves. */
export const problem = z.object({
  type: z.string().describe('A URN that names the kind of error'),
  title: z.string(),
  status: z.int(),
  code: z.enum(codes),
  detail: z.string().describe('One sentence for people; nobody parses it'),
  traceId: z.string(),
  errors: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .optional()
    .describe('INVALID_INPUT'),
  lines: z
    .array(z.object({ variantId: z.string(), sku: z.string(), requested: z.int(), available: z.int() }))
    .optional()
    .describe('OUT_OF_STOCK'),
  totals: z
    .object({ subtotal: money, discount: money, shipping: money, tax: money, total: money })
    .optional()
    .describe('CONFLICT of a checkout that would cost something else than was shown'),
  declineCode: z.string().optional().describe('PAYMENT_DECLINED'),
  retryAfter: z.int().optional().describe('RATE_LIMITED, and UNAVAILABLE where it is known; in seconds'),
});

/** What any operation may answer. */
const always: readonly ErrorCode[] = ['INVALID_INPUT', 'RATE_LIMITED', 'INTERNAL', 'UNAVAILABLE', 'DEADLINE_EXCEEDED'];

/** What an operation may answer with a body. */
export const withBody = ['PAYLOAD_TOO_LARGE'] as const;
/** What an operation may answer under an idempotency key. */
export const repeatableErrors = ['PAYLOAD_TOO_LARGE', 'IDEMPOTENCY_IN_FLIGHT', 'IDEMPOTENCY_MISMATCH'] as const;
/** What an operation for staff may answer. */
export const staffErrors = ['UNAUTHENTICATED', 'FORBIDDEN'] as const;

/** The responses of an operation by status, as route schema: its errors beside those that any operation may answer. */
export function failing(...own: readonly ErrorCode[]) {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of new Set([...always, ...own])) {
    const status = errorStatus[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const responses = [...byStatus].map(([status, some]) => [
    status,
    { description: some.join(' · '), content: { 'application/problem+json': { schema: problem } } },
  ]);
  return Object.fromEntries(responses) as Record<number, unknown>;
}
