'use client';

import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import { buttonStyles } from '@tradewind/ui/button';
import Link from 'next/link';
import { useMay } from '#account/use-may.ts';
import type { Order } from '#gateway/procedures.ts';
import { DetailError } from '#parts/detail-error.tsx';
import { DetailSkeleton } from '#parts/detail-skeleton.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { When } from '#parts/when.tsx';
import { OrderReturnsCard } from '#return/order-returns-card.tsx';
import { AddressCard } from './address-card.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { FulfilDialog } from './fulfil-dialog.tsx';
import { InvoicesCard } from './invoices-card.tsx';
import { ItemsCard } from './items-card.tsx';
import { OrderBadges } from './order-badges.tsx';
import { canCancel, canEdit, canFulfil, canRefund } from './order-facts.ts';
import { RefundDialog } from './refund-dialog.tsx';
import { replacedBy } from './replaced-by.ts';
import { ShipmentsCard } from './shipments-card.tsx';
import { TimelineCard } from './timeline-card.tsx';
import { useOrder } from './use-order.ts';
import { WaitingEditCard } from './waiting-edit-card.tsx';

export function OrderDetail({ id }: { readonly id: string }) {
  const { data: order, error, refetch } = useOrder(id);
  if (error && !order)
    return (
      <DetailError
        what="order"
        error={error}
        retry={refetch}
        list={{ href: '/orders', label: 'All orders' }}
        hint="Check the number, or look for the customer’s email address in the list."
      />
    );
  if (!order) return <DetailSkeleton what="order" cards={2} />;
  return (
    <>
      <Breadcrumbs items={[{ label: 'Orders', href: '/orders' }]} current={order.number} link={Link} />
      <PageHeader title={`Order ${order.number}`} actions={<OrderActions order={order} />}>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <OrderBadges {...order} />
          <span className="text-sm">
            Placed <When at={order.placedAt} />
          </span>
          <ReplacedLink order={order} />
        </div>
      </PageHeader>
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 gap-5">
          {order.waitingEdit && <WaitingEditCard order={order} edit={order.waitingEdit} />}
          <ItemsCard order={order} />
          {order.shipments.length > 0 && <ShipmentsCard order={order} />}
          {order.shipments.length > 0 && <OrderReturnsCard order={order} />}
          <TimelineCard order={order} />
        </div>
        <div className="grid min-w-0 gap-5">
          <AddressCard order={order} />
          <InvoicesCard order={order} />
        </div>
      </div>
    </>
  );
}

/** Which return an order sends anew. */
function ReplacedLink({ order: { timeline } }: { readonly order: Order }) {
  const replaced = replacedBy(timeline);
  if (!replaced) return null;
  return (
    <span className="text-sm">
      Sends{' '}
      <Link href={`/returns/${replaced.returnId}`} prefetch={false} className="font-medium text-primary underline">
        {replaced.returnNumber}
      </Link>{' '}
      anew
    </span>
  );
}

function OrderActions({ order }: { readonly order: Order }) {
  const mayFulfil = useMay('orders:fulfil');
  const mayRefund = useMay('orders:refund');
  const mayCancel = useMay('orders:cancel');
  const mayEdit = useMay('orders:write');
  return (
    <>
      {mayCancel && canCancel(order) && <CancelDialog order={order} />}
      {mayEdit && canEdit(order) && (
        <Link href={`/orders/${order.id}/edit`} className={buttonStyles({ variant: 'secondary' })}>
          Edit
        </Link>
      )}
      {mayRefund && canRefund(order) && <RefundDialog order={order} />}
      {mayFulfil && canFulfil(order) && <FulfilDialog order={order} />}
    </>
  );
}
