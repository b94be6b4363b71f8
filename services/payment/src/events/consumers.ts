import type { Consumer } from '@tradewind/messaging';
import type { Services } from '../services.ts';
import { onOrderCancelled } from './on-order-cancelled.ts';
import { onOrderEditWithdrawn } from './on-order-edit-withdrawn.ts';

/** All that this service hears. */
export function createConsumers(services: Services): Consumer[] {
  return [onOrderCancelled(services), onOrderEditWithdrawn(services)];
}
