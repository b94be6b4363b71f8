import { Timeline } from '@tradewind/ui/timeline';
import type { Order } from '#gateway/procedures.ts';
import { factWords } from './order-words.ts';

/** The order's facts that are for its shopper, the newest first, with where its parcels are. */
export function OrderTimeline({ order }: { readonly order: Order }) {
  const shipmentOf = (data: Record<string, unknown>) => order.shipments.find((shipment) => shipment.id === data.shipmentId);
  const items = order.timeline
    .map((fact, index) => ({ fact, key: `${index}-${fact.type}`, words: factWords(fact.type) }))
    .flatMap(({ fact, key, words }) => {
      if (!words) return [];
      const shipment = shipmentOf(fact.data);
      const parcel = fact.type === 'shipped' && shipment ? [shipment.carrier, shipment.trackingNumber].filter(Boolean).join(' ') : '';
      return [{ key, title: words.label, tone: words.tone, at: fact.at, description: parcel || undefined }];
    });
  return <Timeline items={items.toReversed()} />;
}
