import type { EventEnvelope } from '@tradewind/contracts/events';
import { newUuid } from '@tradewind/contracts/ids';

/** An event as it travels, written by nobody's outbox: the completion of an order, which carries nothing else. */
export function completed(orderId: string, sequence: number, occurredAt = new Date()): EventEnvelope {
  return {
    id: newUuid(),
    type: 'order.completed',
    version: 1,
    aggregateId: orderId,
    sequence,
    occurredAt: occurredAt.toISOString(),
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    actor: 'order',
    data: { orderId },
  };
}
