'use client';

import { useQuery } from '@tanstack/react-query';
import { buttonStyles } from '@tradewind/ui/button';
import { EmptyState } from '@tradewind/ui/empty-state';
import { Skeleton } from '@tradewind/ui/skeleton';
import { CircleCheck } from 'lucide-react';
import { useRouter } from 'next/navigation';
import type { ProcessorAccess } from '#checkout/card-field.tsx';
import { CardPayment } from '#checkout/card-payment.tsx';
import { OrderSummary } from '#checkout/order-summary.tsx';
import { mutate } from '#gateway/browser.ts';
import type { Due, Order } from '#gateway/procedures.ts';
import { ShopLink } from '#shell/shop-link.tsx';
import { orderAddress } from './order-address.ts';
import { OrderMissing } from './order-missing.tsx';
import { changeText } from './order-words.ts';
import type { OrderAccess } from './use-order.ts';

interface PayOrderProps {
  readonly access: OrderAccess;
  readonly processor: ProcessorAccess;
}

/** Pays what is due of an order, for whoever has its link or is its customer. */
export function PayOrder({ access, processor }: PayOrderProps) {
  const { id, token } = access;
  const router = useRouter();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['order', id, 'due'],
    // The gateway checks the id's form; the type only says that it is one.
    queryFn: () => mutate('checkout.due', { orderId: id as Order['id'], orderToken: token }),
    // What is typed into the card's field stays where it is.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (isPending) return <PaySkeleton />;
  if (!data) return <OrderMissing next={orderAddress({ id, token: undefined }, '/pay')} error={error} retry={refetch} />;
  const { order, due } = data;
  if (!due) return <NothingDue order={order} access={access} />;
  return (
    <div className="shell grid gap-8 pt-8 lg:grid-cols-[1fr_24rem] lg:gap-16">
      <aside aria-label="Order summary" className="lg:sticky lg:top-8 lg:col-start-2 lg:row-start-1 lg:self-start">
        <OrderSummary cart={null} order={order} preview={null} delivery={null} />
      </aside>
      <div className="lg:col-start-1 lg:row-start-1">
        <h1 className="font-semibold text-title">Pay for order {order.number}</h1>
        <p className="mt-2 max-w-prose text-muted">{reasons[due.purpose](order)}</p>
        <div className="mt-8 grid gap-10">
          <CardPayment
            access={processor}
            order={order}
            clientSecret={due.payment.clientSecret}
            amount={due.amount}
            onPaid={() => router.push(orderAddress(access))}
          />
        </div>
      </div>
    </div>
  );
}

const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });

/** Why something is to be paid, by what it is for. */
const reasons: Readonly<Record<Due['purpose'], (order: Order) => string>> = {
  order: ({ timeline }) => {
    const until = timeline.find(({ type }) => type === 'payment_requested')?.data.expiresAt;
    const kept = typeof until === 'string' ? ` We keep it for you until ${day.format(new Date(until))}.` : '';
    return `We have put this order together for you.${kept} Nothing is sent before it is paid for.`;
  },
  edit: ({ waitingEdit }) => {
    const changes = waitingEdit?.lines.map(changeText).join(', ');
    const kept = waitingEdit ? ` We keep it for you until ${day.format(new Date(waitingEdit.expiresAt))}.` : '';
    return `A change of this order costs more${changes ? `: ${changes}` : ''}. It is made when that is paid.${kept}`;
  },
};

function NothingDue({ order, access }: { readonly order: Order; readonly access: OrderAccess }) {
  return (
    <EmptyState
      as="h1"
      icon={<CircleCheck />}
      title="There is nothing to pay"
      action={
        <ShopLink href={orderAddress(access)} className={buttonStyles()}>
          Look at the order
        </ShopLink>
      }
    >
      {order.status === 'cancelled' ? `Order ${order.number} was cancelled.` : `Nothing is due of order ${order.number}.`}
    </EmptyState>
  );
}

function PaySkeleton() {
  return (
    <div aria-busy="true" className="shell grid gap-5 pt-8">
      <h1 className="sr-only">What is to be paid is loading</h1>
      <Skeleton className="h-10 w-72" />
      <Skeleton className="h-5 w-96 max-w-full" />
      <Skeleton className="mt-3 h-48 rounded-card" />
    </div>
  );
}
