import type { Tone } from '@tradewind/ui/badge';
import type { Payment } from '#gateway/procedures.ts';

export const paymentStatusWords: Readonly<Record<Payment['status'], { readonly label: string; readonly tone: Tone }>> = {
  pending: { label: 'Pending', tone: 'warning' },
  captured: { label: 'Captured', tone: 'success' },
  voided: { label: 'Voided', tone: 'neutral' },
  failed: { label: 'Failed', tone: 'danger' },
  conflicted: { label: 'Amount differs', tone: 'danger' },
};
