'use client';

import { Badge } from '@tradewind/ui/badge';
import { Button } from '@tradewind/ui/button';
import { Card, CardHeader, CardTitle } from '@tradewind/ui/card';
import { toast } from '@tradewind/ui/toast';
import { useMay } from '#account/use-may.ts';
import { mutate } from '#gateway/browser.ts';
import type { Order, Shipment } from '#gateway/procedures.ts';
import { focusTitle } from '#parts/page-header.tsx';
import { useAction } from '#parts/use-action.ts';
import { When } from '#parts/when.tsx';
import { staleAfter } from './use-order.ts';

export function ShipmentsCard({ order }: { readonly order: Order }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Shipments</CardTitle>
      </CardHeader>
      <ul className="divide-y divide-line px-5 py-2 sm:px-6">
        {order.shipments.map((shipment, index) => (
          <Parcel key={shipment.id} order={order} shipment={shipment} number={index + 1} />
        ))}
      </ul>
    </Card>
  );
}

interface ParcelProps {
  readonly order: Order;
  readonly shipment: Shipment;
  readonly number: number;
}

function Parcel({ order, shipment, number }: ParcelProps) {
  const mayFulfil = useMay('orders:fulfil');
  const pieces = shipment.items.map(({ itemId, quantity }) => {
    const item = order.items.find(({ id }) => id === itemId);
    return `${quantity} × ${[item?.title, item?.variantTitle].filter(Boolean).join(', ')}`;
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3.5">
      <div className="min-w-48 flex-1">
        <p className="font-medium">
          Parcel {number}
          {shipment.carrier && ` · ${shipment.carrier}`}
        </p>
        {shipment.trackingNumber && <p className="break-all text-sm tabular-nums">{shipment.trackingNumber}</p>}
        <p className="text-muted text-sm">{pieces.join(' · ')}</p>
        <p className="text-muted text-sm">
          Shipped <When at={shipment.shippedAt} />
          {shipment.deliveredAt && (
            <>
              , delivered <When at={shipment.deliveredAt} />
            </>
          )}
        </p>
      </div>
      {shipment.deliveredAt ? <Badge tone="success">Delivered</Badge> : mayFulfil && <DeliverButton order={order} shipment={shipment} />}
    </li>
  );
}

function DeliverButton({ order, shipment }: Omit<ParcelProps, 'number'>) {
  const deliver = useAction({
    send: (input: { orderId: Order['id']; shipmentId: Shipment['id'] }, idempotencyKey) =>
      mutate('admin.orders.deliver', { ...input, idempotencyKey }),
    done: 'Marked as delivered',
    refresh: staleAfter(order.id),
    onDone: focusTitle,
  });
  const run = () => deliver.mutate({ orderId: order.id, shipmentId: shipment.id }, { onError: (error) => toast.error(error.message) });
  return (
    <Button variant="secondary" size="sm" pending={deliver.isPending} onClick={run}>
      Mark delivered
    </Button>
  );
}
