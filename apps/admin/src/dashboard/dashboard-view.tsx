'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { buttonStyles } from '@tradewind/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { cn } from '@tradewind/ui/cn';
import { EmptyState } from '@tradewind/ui/empty-state';
import { Skeleton } from '@tradewind/ui/skeleton';
import { ReceiptText } from 'lucide-react';
import Link from 'next/link';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMay } from '#account/use-may.ts';
import { query } from '#gateway/browser.ts';
import type { Dashboard } from '#gateway/procedures.ts';
import { OrderTable } from '#order/order-table.tsx';
import { LoadError } from '#parts/load-error.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { Figures } from './figures.tsx';
import { Funnel } from './funnel.tsx';
import { LowStock } from './low-stock.tsx';
import { type RangeName, rangeOf, ranges } from './range.ts';
import { SalesChart } from './sales-chart-loader.tsx';
import { TopProducts } from './top-products.tsx';

const names = Object.keys(ranges) as RangeName[];
const refreshMs = 60_000;

export function DashboardView() {
  const [range, setRange] = useQueryState('range', parseAsStringLiteral(names).withDefault('today'));
  const input = rangeOf(range, new Date());
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['dashboard', input],
    queryFn: ({ signal }) => query('admin.dashboard', input, signal),
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs,
  });
  return (
    <>
      <PageHeader title="Dashboard" actions={<RangePicker value={range} onChange={(name) => void setRange(name)} />} />
      {error && !data && <LoadError what="The figures" error={error} retry={refetch} />}
      {!error && !data && <DashboardSkeleton />}
      {data && (
        <div className={cn('grid gap-5 transition-opacity', isPlaceholderData && 'opacity-60')}>
          <Content data={data} range={range} />
        </div>
      )}
    </>
  );
}

function Content({ data, range }: { readonly data: Dashboard; readonly range: RangeName }) {
  const seesProducts = useMay('products:read');
  return (
    <>
      <Figures data={data} range={range} />
      <Card>
        <CardHeader>
          <CardTitle>Revenue</CardTitle>
        </CardHeader>
        <CardContent>
          <SalesChart series={data.series} isHourly={range === 'today'} />
        </CardContent>
      </Card>
      <div className={cn('grid items-start gap-5', seesProducts && 'xl:grid-cols-2')}>
        <div className="grid gap-5">
          <TopProducts products={data.topProducts} areLinks={seesProducts} />
          <Funnel data={data} />
        </div>
        {seesProducts && <LowStock products={data.lowStock} />}
      </div>
      <Card className="relative overflow-hidden">
        <CardHeader className="pb-3">
          <CardTitle>Recent orders</CardTitle>
          <Link href="/orders" className={cn(buttonStyles({ variant: 'link', size: 'sm' }), 'px-0')}>
            All orders
          </Link>
        </CardHeader>
        {data.recentOrders.length > 0 ? (
          <OrderTable label="Recent orders" orders={data.recentOrders} />
        ) : (
          <EmptyState as="h3" icon={<ReceiptText />} title="No orders yet">
            The first order that a customer places appears here.
          </EmptyState>
        )}
      </Card>
    </>
  );
}

function RangePicker({ value, onChange }: { readonly value: RangeName; readonly onChange: (name: RangeName) => void }) {
  return (
    <fieldset className="flex rounded-control border border-line-strong bg-surface p-1">
      <legend className="sr-only">Range</legend>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === value}
          onClick={() => onChange(name)}
          className={cn(
            'h-9 rounded-lg px-3.5 font-medium text-muted text-sm hover:text-ink',
            name === value && 'bg-primary-soft text-on-primary-soft',
          )}
        >
          {ranges[name]}
        </button>
      ))}
    </fieldset>
  );
}

function DashboardSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-5">
      <Skeleton className="h-32 rounded-card" />
      <Skeleton className="h-80 rounded-card" />
      <Skeleton className="h-72 rounded-card" />
    </div>
  );
}
