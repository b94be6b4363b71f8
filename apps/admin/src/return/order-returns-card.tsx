'use client';

import { Badge } from '@tradewind/ui/badge';
import { Card, CardHeader, CardTitle } from '@tradewind/ui/card';
import Link from 'next/link';
import { useMay } from '#account/use-may.ts';
import type { Order } from '#gateway/procedures.ts';
import { When } from '#parts/when.tsx';
import { RequestDialog } from './request-dialog.tsx';
import { returnWords } from './return-words.ts';
import { useOrderReturns } from './use-return.ts';

/** An order's returns, on its page, and asking for one; nothing where there is neither. */
export function OrderReturnsCard({ order }: { readonly order: Order }) {
  const { data } = useOrderReturns(order);
  const mayAsk = useMay('returns:write') && (data?.returnable.length ?? 0) > 0;
  if (!data || (data.items.length === 0 && !mayAsk)) return null;
  const returnable = Object.fromEntries(data.returnable.map(({ itemId, quantity }) => [itemId, quantity]));
  return (
    <Card>
      <CardHeader>
        <CardTitle>Returns</CardTitle>
        {mayAsk && <RequestDialog order={order} returnable={returnable} />}
      </CardHeader>
      {data.items.length === 0 && <p className="px-5 pb-4 text-muted sm:px-6">Nothing was asked for yet.</p>}
      <ul className="divide-y divide-line px-5 py-2 empty:hidden sm:px-6">
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
