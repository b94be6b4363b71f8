import type { Consumer } from '@tradewind/messaging';
import type { Services } from '../services.ts';
import { onOrderCancelled } from './on-order-cancelled.ts';
import { onOrderConfirmed } from './on-order-confirmed.ts';
import { onOrderRefunded } from './on-order-refunded.ts';
import { onOrderShipped } from './on-order-shipped.ts';
import { onRegistrationRequested } from './on-registration-requested.ts';

/** Everything that this service listens to. */
export function createConsumers(services: Pick<Services, 'jobs'>): Consumer[] {
  return [onRegistrationRequested, onOrderConfirmed, onOrderShipped, onOrderCancelled, onOrderRefunded].map((on) => on(services));
}
