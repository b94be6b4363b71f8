'use client';

import { Card, CardHeader, CardTitle } from '@tradewind/ui/card';
import type { Order, Return } from '#gateway/procedures.ts';
import { Thumbnail } from '#parts/thumbnail.tsx';
import { reasonWords } from './return-words.ts';

/** What is to come back, why, and how far each line is. */
export function ReturnItemsCard({ found, order }: { readonly found: Return; readonly order: Order }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Items</CardTitle>
      </CardHeader>
      <ul className="divide-y divide-line px-5 py-2 sm:px-6">
        {found.items.map(({ itemId, quantity, reason, sellable, damaged, waived, refunded, replaced }) => {
          const item = order.items.find(({ id }) => id === itemId);
          const states = [
            sellable > 0 && `${sellable} back in stock`,
            damaged > 0 && `${damaged} came damaged`,
            waived > 0 && `${waived} need not come back`,
            refunded > 0 && `${refunded} refunded`,
            replaced > 0 && `${replaced} sent anew`,
          ].filter(Boolean);
          return (
            <li key={itemId} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3.5">
              <Thumbnail image={item?.image ?? null} className="size-14" />
              <div className="min-w-40 flex-1">
                <p className="font-medium">{item?.title}</p>
                <p className="text-muted text-sm">{[item?.variantTitle, item?.sku].filter(Boolean).join(' · ')}</p>
                {states.length > 0 && <p className="text-info text-sm">{states.join(', ')}</p>}
              </div>
              <p className="text-sm">{reasonWords[reason]}</p>
              <p className="w-16 text-right font-medium tabular-nums">
                {quantity} {quantity === 1 ? 'piece' : 'pieces'}
              </p>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
