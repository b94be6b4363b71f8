'use client';

import { formatMoney } from '@tradewind/money';
import { Card } from '@tradewind/ui/card';
import { cn } from '@tradewind/ui/cn';
import { ArrowDown, ArrowRight, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import type { Dashboard } from '#gateway/procedures.ts';
import { beforeWords, growth, type RangeName } from './range.ts';

export function Figures({ data, range }: { readonly data: Dashboard; readonly range: RangeName }) {
  const { previous } = data;
  const count = (value: number) => value.toLocaleString('en');
  const figures = [
    { name: 'Revenue', value: formatMoney(data.revenue), change: growth(data.revenue.amountMinor, previous.revenue.amountMinor) },
    { name: 'Orders', value: count(data.orders), change: growth(data.orders, previous.orders) },
    {
      name: 'Average order',
      value: formatMoney(data.averageOrder),
      change: growth(data.averageOrder.amountMinor, previous.averageOrder.amountMinor),
    },
    { name: 'Items', value: count(data.items), change: growth(data.items, previous.items) },
  ];
  return (
    <Card>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-card bg-line md:grid-cols-3 xl:grid-cols-5">
        {figures.map(({ name, value, change }) => (
          <div key={name} className="bg-surface p-5">
            <dt className="text-caption text-muted">{name}</dt>
            <dd className="mt-1 font-semibold text-2xl tabular-nums tracking-tight">{value}</dd>
            <dd className="mt-1.5">
              <Change percent={change} before={beforeWords(range)} />
            </dd>
          </div>
        ))}
        <div className="col-span-2 bg-surface p-5 xl:col-span-1">
          <dt className="text-caption text-muted">To fulfil</dt>
          <dd className="mt-1 font-semibold text-2xl tabular-nums tracking-tight">{count(data.toFulfil)}</dd>
          <dd className="mt-1.5">
            <Link
              href="/orders?status=confirmed&fulfilment=unfulfilled"
              className="inline-flex min-h-6 items-center gap-1 text-caption text-primary underline-offset-4 hover:underline"
            >
              See them <ArrowRight aria-hidden className="size-3.5" />
            </Link>
          </dd>
        </div>
      </dl>
    </Card>
  );
}

function Change({ percent, before }: { readonly percent: number | null; readonly before: string }) {
  if (percent === null) return <span className="text-caption text-muted">Nothing {before}</span>;
  const Icon = percent > 0 ? ArrowUp : percent < 0 ? ArrowDown : ArrowRight;
  const tone = percent > 0 ? 'text-success' : percent < 0 ? 'text-danger' : 'text-muted';
  return (
    <span className="flex flex-wrap items-center gap-x-1.5 text-caption text-muted">
      <span className={cn('inline-flex items-center gap-0.5 font-medium tabular-nums', tone)}>
        <Icon aria-hidden className="size-3.5" />
        {percent > 0 ? '+' : ''}
        {percent}%
      </span>
      against {before}
    </span>
  );
}
