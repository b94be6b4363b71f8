'use client';

import { useQueryClient } from '@tanstack/react-query';
import { formatMoney } from '@tradewind/money';
import { Alert } from '@tradewind/ui/alert';
import { Badge } from '@tradewind/ui/badge';
import { buttonStyles } from '@tradewind/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { PostalAddress } from '@tradewind/ui/postal-address';
import { Skeleton } from '@tradewind/ui/skeleton';
import { useEffect } from 'react';
import { paidOf } from '#cart/cart-credit.ts';
import { cartKey } from '#cart/use-cart.ts';
import { TotalsList } from '#checkout/totals-list.tsx';
import type { Order } from '#gateway/procedures.ts';
import { InvoicesCard } from '#invoice/invoices-card.tsx';
import { ReturnsCard } from '#return/returns-card.tsx';
import { useAnnounce } from '#shell/announcer.tsx';
import { ShopLink } from '#shell/shop-link.tsx';
import { CancelOrder } from './cancel-order.tsx';
import { orderAddress } from './order-address.ts';
import { OrderItems } from './order-items.tsx';
import { OrderMissing } from './order-missing.tsx';
import { OrderTimeline } from './order-timeline.tsx';
import { changeText, isCancellable, isToPayByLink, orderState } from './order-words.ts';
import { type OrderAccess, useOrder } from './use-order.ts';

/** The confirmation, and the order's page ever after. */
export function OrderPageView(access: OrderAccess) {
  const { data: order, error, isPending, refetch } = useOrder(access);
  if (isPending) return <OrderSkeleton />;
  if (order) return <OrderDetails order={order} access={access} />;
  return <OrderMissing next={`/orders/${access.id}`} error={error} retry={refetch} />;
}

function headline(order: Order): string {
  if (isToPayByLink(order)) return 'Your order waits for its payment';
  if (order.status === 'pending')
    return order.paymentStatus === 'failed' ? 'The payment did not go through' : 'Thank you, your payment is being confirmed';
  if (order.status === 'cancelled') return 'This order was cancelled';
  return order.fulfilmentStatus === 'unfulfilled' ? 'Thank you for your order' : 'Your order';
}

function OrderDetails({ order, access }: { readonly order: Order; readonly access: OrderAccess }) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const state = orderState(order);
  useEffect(() => announce(`Order status: ${state.label}`), [announce, state.label]);
  // What was bought is no longer in the cart.
  useEffect(() => {
    if (order.status === 'confirmed') void client.invalidateQueries({ queryKey: cartKey });
  }, [client, order.status]);
  return (
    <div className="shell pt-8 sm:pt-12">
      <p className="font-medium text-muted text-sm">Order {order.number}</p>
      <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="font-semibold text-title">{headline(order)}</h1>
        <Badge tone={state.tone}>{state.label}</Badge>
      </div>
      <p className="mt-2 max-w-prose text-muted">
        {order.status === 'cancelled' ? 'Nothing more will be sent.' : 'A confirmation goes to '}
        {order.status !== 'cancelled' && <span className="text-ink">{order.email}</span>}
        {order.status !== 'cancelled' && '. This page follows your order by itself.'}
      </p>
      {isToPayByLink(order) && (
        <ShopLink href={orderAddress(access, '/pay')} className={buttonStyles({ size: 'lg', className: 'mt-5' })}>
          Pay {formatMoney(order.totals.total)}
        </ShopLink>
      )}
      {order.waitingEdit && <WaitingEdit edit={order.waitingEdit} access={access} />}
      <div className="mt-8 grid gap-6 lg:grid-cols-[1fr_22rem] lg:items-start">
        <div className="grid gap-6">
          <Card>
            <CardHeader>
              <CardTitle>Progress</CardTitle>
              {isCancellable(order) && <CancelOrder access={access} number={order.number} />}
            </CardHeader>
            <CardContent>
              <OrderTimeline order={order} />
            </CardContent>
          </Card>
          <Card>
            <CardHeader>
              <CardTitle>Items</CardTitle>
            </CardHeader>
            <CardContent>
              <OrderItems items={order.items} />
            </CardContent>
          </Card>
          <ReturnsCard order={order} access={access} />
        </div>
        <div className="grid gap-6">
          <Card>
            <CardHeader>
              <CardTitle>Total</CardTitle>
            </CardHeader>
            <CardContent>
              <TotalsList totals={order.totals} promotions={order.promotions} payment={paidOf(order.totals, order.credit)} />
            </CardContent>
          </Card>
          <InvoicesCard order={order} access={access} />
          <Card>
            <CardHeader>
              <CardTitle>Delivery</CardTitle>
            </CardHeader>
            <CardContent className="text-[0.9375rem]">
              <PostalAddress address={order.shippingAddress} />
              <p className="mt-3 text-muted">
                {order.shippingOption.name}, {order.shippingOption.estimate}
              </p>
            </CardContent>
          </Card>
        </div>
      </div>
    </div>
  );
}

const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });

/** A change that waits for its payment: the order is as it was until then. */
function WaitingEdit({ edit, access }: { readonly edit: NonNullable<Order['waitingEdit']>; readonly access: OrderAccess }) {
  return (
    <Alert tone="warning" className="mt-6" title="A change of this order waits for your payment">
      <p>
        {edit.lines.map(changeText).join(', ')}
        {edit.lines.length > 0 && '. '}
        {edit.changesAddress && 'Another address. '}
        If it is not paid for until {day.format(new Date(edit.expiresAt))}, your order stays as it is.
      </p>
      <ShopLink href={orderAddress(access, '/pay')} className={buttonStyles({ className: 'mt-3' })}>
        Pay {formatMoney(edit.amount)}
      </ShopLink>
    </Alert>
  );
}

function OrderSkeleton() {
  return (
    <div className="shell grid gap-5 pt-12">
      <Skeleton className="h-10 w-72" />
      <Skeleton className="h-5 w-96 max-w-full" />
      <Skeleton className="mt-3 h-48 rounded-card" />
      <Skeleton className="h-64 rounded-card" />
    </div>
  );
}
