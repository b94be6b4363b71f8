import type { Consumer } from '@tradewind/messaging';
import { onCartStarted } from './on-cart-started.ts';
import { onInventoryCommitFailed } from './on-inventory-commit-failed.ts';
import { onOrderCancelled } from './on-order-cancelled.ts';
import { onOrderEdited } from './on-order-edited.ts';
import { onOrderPaymentChanged } from './on-order-payment-changed.ts';
import { onPaymentCaptured } from './on-payment-captured.ts';
import { onPaymentConflicted } from './on-payment-conflicted.ts';
import { onPaymentFailed } from './on-payment-failed.ts';
import { onPaymentRefundFailed } from './on-payment-refund-failed.ts';
import { onPaymentRefunded } from './on-payment-refunded.ts';
import { onPaymentVoided } from './on-payment-voided.ts';

/** All that this service hears. */
export const orderConsumers: Consumer[] = [
  onPaymentCaptured,
  onPaymentFailed,
  onPaymentVoided,
  onPaymentRefunded,
  onPaymentRefundFailed,
  onPaymentConflicted,
  onInventoryCommitFailed,
  onCartStarted,
  onOrderPaymentChanged,
  onOrderCancelled,
  onOrderEdited,
];
