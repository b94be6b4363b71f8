import type { Return, ReturnReason } from '#gateway/procedures.ts';
import type { Words } from '#order/order-words.ts';

export const returnWords: Readonly<Record<Return['status'], Words>> = {
  requested: { label: 'Requested', tone: 'warning' },
  approved: { label: 'Approved', tone: 'info' },
  rejected: { label: 'Rejected', tone: 'danger' },
  cancelled: { label: 'Cancelled', tone: 'neutral' },
  received: { label: 'Received', tone: 'primary' },
  refunded: { label: 'Refunded', tone: 'success' },
  replaced: { label: 'Sent anew', tone: 'success' },
  closed: { label: 'Closed', tone: 'neutral' },
};

export const reasonWords: Readonly<Record<ReturnReason, string>> = {
  does_not_fit: 'Does not fit',
  changed_mind: 'Changed mind',
  damaged: 'Arrived damaged',
  missing: 'Was missing',
  defective: 'Does not work',
  not_as_described: 'Not as described',
  wrong_item: 'Wrong item',
  arrived_late: 'Arrived too late',
  other: 'Something else',
};
