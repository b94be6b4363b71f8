import type { Draft } from '#gateway/procedures.ts';
import type { Words } from '#order/order-words.ts';

export const draftWords: Readonly<Record<Draft['status'], Words>> = {
  open: { label: 'Draft', tone: 'neutral' },
  sent: { label: 'Waits for payment', tone: 'warning' },
  ordered: { label: 'Ordered', tone: 'success' },
};

export const draftCrumbs = [
  { label: 'Orders', href: '/orders' },
  { label: 'Drafts', href: '/orders/drafts' },
];

export function draftKey(id: string): readonly string[] {
  return ['drafts', id];
}
