import type { EventBus } from '@tradewind/messaging';

/** Tells who watches an order that something about it changed. One subscription of the bus serves all. */
export async function openOrderFeed(bus: EventBus) {
  const watchers = new Map<string, Set<() => void>>();
  const subscription = await bus.broadcast({
    topics: ['order.events'],
    handle({ aggregateId }) {
      for (const changed of watchers.get(aggregateId) ?? []) changed();
    },
  });
  return {
    /** Calls `changed` after each change of the order, until the returned function is called. */
    watch(orderId: string, changed: () => void): () => void {
      const some = watchers.get(orderId) ?? new Set();
      watchers.set(orderId, some.add(changed));
      return () => {
        some.delete(changed);
        if (some.size === 0 && watchers.get(orderId) === some) watchers.delete(orderId);
      };
    },
    close: () => subscription.close(),
  };
}

export type OrderFeed = Awaited<ReturnType<typeof openOrderFeed>>;
