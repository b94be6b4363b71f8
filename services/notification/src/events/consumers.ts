import type { Consumer } from '@tradewind/messaging';
import type { Services } from '../services.ts';
import { onOrderCancelled } from './on-order-cancelled.ts';
import { onOrderConfirmed } from './on-order-confirmed.ts';
import { onOrderEditRequested } from './on-order-edit-requested.ts';
import { onOrderEditWithdrawn } from './on-order-edit-withdrawn.ts';
import { onOrderEdited } from './on-order-edited.ts';
import { onOrderPaymentRequested } from './on-order-payment-requested.ts';
import { onOrderRefunded } from './on-order-refunded.ts';
import { onOrderReturnApproved } from './on-order-return-approved.ts';
import { onOrderReturnRejected } from './on-order-return-rejected.ts';
import { onOrderReturnRequested } from './on-order-return-requested.ts';
import { onOrderReturnWaived } from './on-order-return-waived.ts';
import { onOrderShipped } from './on-order-shipped.ts';
import { onPaymentDisputeClosed } from './on-payment-dispute-closed.ts';
import { onPaymentDisputeDue } from './on-payment-dispute-due.ts';
import { onPaymentDisputed } from './on-payment-disputed.ts';
import { onPaymentGiftCardIssued } from './on-payment-gift-card-issued.ts';
import { onRegistrationRequested } from './on-registration-requested.ts';

/** Everything that this service listens to. */
export function createConsumers(services: Pick<Services, 'jobs'>): Consumer[] {
  return [
    onRegistrationRequested,
    onOrderConfirmed,
    onOrderPaymentRequested,
    onOrderShipped,
    onOrderCancelled,
    onOrderRefunded,
    onOrderEdited,
    onOrderEditRequested,
    onOrderEditWithdrawn,
    onOrderReturnRequested,
    onOrderReturnApproved,
    onOrderReturnRejected,
    onPaymentDisputed,
    onPaymentDisputeDue,
    onPaymentDisputeClosed,
    onOrderReturnWaived,
    onPaymentGiftCardIssued,
  ].map((on) => on(services));
}
