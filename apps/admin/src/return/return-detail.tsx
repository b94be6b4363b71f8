'use client';

import { Badge } from '@tradewind/ui/badge';
import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import Link from 'next/link';
import { useMay } from '#account/use-may.ts';
import type { Order, Return } from '#gateway/procedures.ts';
import { useOrder } from '#order/use-order.ts';
import { DetailError } from '#parts/detail-error.tsx';
import { DetailSkeleton } from '#parts/detail-skeleton.tsx';
import { LoadError } from '#parts/load-error.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { When } from '#parts/when.tsx';
import { ApproveButton } from './approve-button.tsx';
import { PayDialog } from './pay-dialog.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { ReceiveDialog } from './receive-dialog.tsx';
import { ReplaceDialog } from './replace-dialog.tsx';
import { canClose, canDecide, canPay, canReceive, canWaive } from './return-facts.ts';
import { ReturnItemsCard } from './return-items-card.tsx';
import { returnWords } from './return-words.ts';
import { ReturnWordsCard } from './return-words-card.tsx';
import { useReturn } from './use-return.ts';
import { WaiveDialog } from './waive-dialog.tsx';

export function ReturnDetail({ id }: { readonly id: string }) {
  const { data: found, error, refetch } = useReturn(id);
  if (error && !found)
    return (
      <DetailError
        what="return"
        error={error}
        retry={refetch}
        list={{ href: '/returns', label: 'All returns' }}
        hint="Check the number, or look for the order’s number in the list."
      />
    );
  return found ? <Loaded found={found} /> : <DetailSkeleton what="return" />;
}

function Loaded({ found }: { readonly found: Return }) {
  const { data: order, error, refetch } = useOrder(found.orderId);
  if (error && !order) return <LoadError as="h1" what="The order" error={error} retry={refetch} />;
  if (!order) return <DetailSkeleton what="return" />;
  const { label, tone } = returnWords[found.status];
  return (
    <>
      <Breadcrumbs items={[{ label: 'Returns', href: '/returns' }]} current={found.number} link={Link} />
      <PageHeader title={`Return ${found.number}`} actions={<ReturnActions found={found} order={order} />}>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <Badge tone={tone}>{label}</Badge>
          <span className="text-sm">
            Requested <When at={found.requestedAt} /> of{' '}
            <Link href={`/orders/${order.id}`} prefetch={false} className="font-medium text-primary underline">
              order {order.number}
            </Link>
          </span>
          {found.replacement && (
            <span className="text-sm">
              Sent anew as{' '}
              <Link href={`/orders/${found.replacement.id}`} prefetch={false} className="font-medium text-primary underline">
                order {found.replacement.number}
              </Link>
            </span>
          )}
        </div>
      </PageHeader>
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <ReturnItemsCard found={found} order={order} />
        <ReturnWordsCard found={found} order={order} />
      </div>
    </>
  );
}

function ReturnActions({ found, order }: { readonly found: Return; readonly order: Order }) {
  const mayDecide = useMay('returns:write');
  const mayReceive = useMay('returns:receive');
  const mayRefund = useMay('orders:refund');
  return (
    <>
      {mayDecide && canDecide(found) && <ReasonDialog found={found} to="reject" />}
      {mayDecide && canClose(found) && <ReasonDialog found={found} to="close" />}
      {mayDecide && canWaive(found) && <WaiveDialog found={found} />}
      {mayDecide && canDecide(found) && <ApproveButton found={found} />}
      {mayDecide && canPay(found) && <ReplaceDialog found={found} />}
      {mayReceive && canReceive(found) && <ReceiveDialog found={found} order={order} />}
      {mayRefund && canPay(found) && <PayDialog found={found} />}
    </>
  );
}
