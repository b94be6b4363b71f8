import { Timeline } from '@tradewind/ui/timeline';
import type { Order } from '#gateway/procedures.ts';
import { ShopLink } from '#shell/shop-link.tsx';
import { factWords } from './order-words.ts';

/** The order's facts that are for its shopper, the newest first, with where its parcels are. */
export function OrderTimeline({ order }: { readonly order: Order }) {
  const shipmentOf = (data: Record<string, unknown>) => order.shipments.find((shipment) => shipment.id === data.shipmentId);
  const items = order.timeline
    .map((fact, index) => ({ fact, key: `${index}-${fact.type}`, words: factWords(fact.type) }))
    .flatMap(({ fact, key, words }) => {
      if (!words) return [];
      const shipment = shipmentOf(fact.data);
      const description = fact.type === 'shipped' && shipment ? <ParcelLine shipment={shipment} /> : undefined;
      return [{ key, title: words.label, tone: words.tone, at: fact.at, description }];
    });
  return <Timeline items={items.toReversed()} />;
}

/** Who carries a parcel, and the way to see where it is. */
function ParcelLine({ shipment }: { readonly shipment: Order['shipments'][number] }) {
  const { id, carrier, trackingNumber, trackingToken } = shipment;
  return (
    <>
      {[carrier, trackingNumber].filter(Boolean).join(' ')}{' '}
      <ShopLink
        href={`/track/${id}?token=${trackingToken}`}
        className="inline-flex min-h-6 items-center font-medium text-primary underline underline-offset-2"
      >
        Track this parcel
      </ShopLink>
    </>
  );
}
