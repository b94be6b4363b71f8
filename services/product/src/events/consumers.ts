import type { Consumer } from '@tradewind/messaging';
import { onOrderCancelled } from './on-order-cancelled.ts';
import { onOrderConfirmed } from './on-order-confirmed.ts';
import { onOrderEditRequested } from './on-order-edit-requested.ts';
import { onOrderEditWithdrawn } from './on-order-edit-withdrawn.ts';
import { onOrderEdited } from './on-order-edited.ts';
import { onOrderReturnReceived } from './on-order-return-received.ts';

/** All that this service hears. */
export const productConsumers: Consumer[] = [
  onOrderConfirmed,
  onOrderCancelled,
  onOrderEdited,
  onOrderEditRequested,
  onOrderEditWithdrawn,
  onOrderReturnReceived,
];
