import type { Tone } from '@tradewind/ui/badge';
import type { Return, ReturnReason } from '#gateway/procedures.ts';

interface Words {
  readonly label: string;
  readonly tone: Tone;
  /** What comes next. */
  readonly next: string;
}

const returnWords: Readonly<Record<Return['status'], Words>> = {
  requested: { label: 'Being looked at', tone: 'warning', next: 'We look at it and write to you.' },
  approved: { label: 'Please send it', tone: 'info', next: 'Our email says how to send it. Write the return number on the parcel.' },
  rejected: { label: 'Not accepted', tone: 'danger', next: '' },
  cancelled: { label: 'Cancelled', tone: 'neutral', next: '' },
  received: { label: 'Arrived', tone: 'info', next: 'We have it, and check it before we pay you back.' },
  refunded: { label: 'Refunded', tone: 'success', next: 'The money goes back the way you paid; a bank may take some days.' },
  replaced: { label: 'Sent anew', tone: 'success', next: 'We send it again, as an order of its own that costs nothing.' },
  closed: { label: 'Closed', tone: 'neutral', next: '' },
};

/** How a return stands. What is settled without a parcel has not arrived. */
export function returnState({ status, items }: Pick<Return, 'status' | 'items'>): Words {
  const needNotCome = status === 'received' && items.some(({ waived }) => waived > 0);
  return needNotCome ? { label: 'Accepted', tone: 'info', next: 'You need not send it back. We pay you back soon.' } : returnWords[status];
}

export const reasonWords: Readonly<Record<ReturnReason, string>> = {
  does_not_fit: 'It does not fit',
  changed_mind: 'I changed my mind',
  damaged: 'It arrived damaged',
  missing: 'It was missing from the parcel',
  defective: 'It does not work',
  not_as_described: 'It is not as described',
  wrong_item: 'It is not what I ordered',
  arrived_late: 'It arrived too late',
  other: 'Something else',
};

/** Whether its customer may still give it up: nothing of it has come back. */
export function isReturnCancellable({ status }: Pick<Return, 'status'>): boolean {
  return status === 'requested' || status === 'approved';
}
