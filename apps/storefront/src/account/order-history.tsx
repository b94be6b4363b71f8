'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Alert } from '@tradewind/ui/alert';
import { Badge } from '@tradewind/ui/badge';
import { Button, buttonStyles } from '@tradewind/ui/button';
import { EmptyState } from '@tradewind/ui/empty-state';
import { Price } from '@tradewind/ui/price';
import { Skeleton } from '@tradewind/ui/skeleton';
import { Package } from 'lucide-react';
import { query } from '#gateway/browser.ts';
import type { Output } from '#gateway/procedures.ts';
import { orderState } from '#order/order-words.ts';
import { ProductImage } from '#product/product-image.tsx';
import { ShopLink } from '#shell/shop-link.tsx';

type Summary = Output<'orders.list'>['items'][number];

const day = new Intl.DateTimeFormat('en', { dateStyle: 'long' });

export function OrderHistory() {
  const orders = useInfiniteQuery({
    queryKey: ['orders'],
    queryFn: ({ pageParam, signal }) => query('orders.list', { limit: 10, ...(pageParam && { cursor: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  });
  const items = orders.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-labelledby="orders" className="mt-10">
      <h2 id="orders" className="font-semibold text-heading">
        Your orders
      </h2>
      {orders.isPending && <Skeleton className="mt-4 h-28 rounded-card" />}
      {orders.isError && (
        <Alert tone="danger" title="Your orders could not be loaded" className="mt-4">
          <Button variant="secondary" size="sm" className="mt-2" onClick={() => void orders.refetch()}>
            Try again
          </Button>
        </Alert>
      )}
      {orders.isSuccess && items.length === 0 && (
        <EmptyState
          as="h3"
          icon={<Package />}
          title="No orders yet"
          action={
            <ShopLink href="/search" className={buttonStyles()}>
              Find something good
            </ShopLink>
          }
        >
          What you order while signed in appears here.
        </EmptyState>
      )}
      <ul className="mt-4 grid gap-3">
        {items.map((order) => (
          <li key={order.id}>
            <OrderCard order={order} />
          </li>
        ))}
      </ul>
      {orders.hasNextPage && (
        <Button variant="secondary" className="mt-6" pending={orders.isFetchingNextPage} onClick={() => void orders.fetchNextPage()}>
          Load more
        </Button>
      )}
    </section>
  );
}

function OrderCard({ order }: { readonly order: Summary }) {
  const { label, tone } = orderState(order);
  return (
    <ShopLink
      href={`/orders/${order.id}`}
      className="flex items-center gap-4 rounded-card border bg-surface p-4 shadow-card transition-colors hover:border-line-strong"
    >
      <ProductImage image={order.image && { ...order.image, alt: '' }} sizes="64px" className="size-16 shrink-0 rounded-control" />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-medium">{order.number}</span>
          <Badge tone={tone}>{label}</Badge>
        </span>
        <span className="block text-muted text-sm">
          {day.format(new Date(order.placedAt))} · {order.itemCount} {order.itemCount === 1 ? 'item' : 'items'}
        </span>
      </span>
      <Price value={order.total} className="font-semibold" />
    </ShopLink>
  );
}
