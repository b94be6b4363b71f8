'use client';

import { Badge } from '@tradewind/ui/badge';
import { Card, CardHeader, CardTitle } from '@tradewind/ui/card';
import Link from 'next/link';
import type { Order } from '#gateway/procedures.ts';
import { When } from '#parts/when.tsx';
import { returnWords } from './return-words.ts';
import { useOrderReturns } from './use-return.ts';

/** An order's returns, on its page; nothing when there are none. */
export function OrderReturnsCard({ order }: { readonly order: Order }) {
  const { data } = useOrderReturns(order);
  if (!data || data.items.length === 0) return null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Returns</CardTitle>
      </CardHeader>
      <ul className="divide-y divide-line px-5 py-2 sm:px-6">
        {data.items.map(({ id, number, status, requestedAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3">
            <Link
              href={`/returns/${id}`}
              prefetch={false}
              className="inline-flex min-h-8 items-center font-medium text-primary tabular-nums hover:underline"
            >
              {number}
            </Link>
            <Badge tone={returnWords[status].tone}>{returnWords[status].label}</Badge>
            <span className="ml-auto text-muted text-sm">
              <When at={requestedAt} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
