import { z } from 'zod';
import { idOf, instant, listOf, page } from './primitives.ts';

export const messageKind = z.enum([
  'registration-code',
  'order-confirmed',
  'order-shipped',
  'order-cancelled',
  'order-refunded',
  'order-edited',
  'payment-requested',
  'return-requested',
  'return-approved',
  'return-rejected',
  'dispute-opened',
  'dispute-due',
  'dispute-closed',
  'return-waived',
  'gift-card',
  'edit-requested',
  'edit-withdrawn',
]);

export const message = z.object({
  id: idOf('message'),
  kind: messageKind,
  /** The first letter and the domain: `s…@example.com`. */
  recipient: z.string(),
  /** The order, registration or gift card that it tells of. */
  subjectId: z.string(),
  status: z.enum(['queued', 'sent', 'failed']),
  attempts: z.int(),
  createdAt: instant,
  sentAt: instant.nullable(),
});

export const messageListInput = z.object({ subjectId: z.string().max(64).optional(), ...page });
export const messageList = listOf(message);

export type Message = z.infer<typeof message>;
export type MessageKind = z.infer<typeof messageKind>;
