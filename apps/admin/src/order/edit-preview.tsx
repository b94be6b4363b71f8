'use client';

import { compare, formatMoney, isZero, type Money, money, negate } from '@tradewind/money';
import { Alert } from '@tradewind/ui/alert';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { cn } from '@tradewind/ui/cn';
import { Skeleton } from '@tradewind/ui/skeleton';
import type { EditPreview, Order } from '#gateway/procedures.ts';

interface PreviewProps {
  readonly order: Order;
  readonly preview: EditPreview | undefined;
  readonly error: Error | null;
}

function noteOf({ difference, refund }: EditPreview): string {
  if (isZero(difference)) return 'What was paid stays the same.';
  if (compare(difference, money(0, difference.currency)) > 0)
    return `${formatMoney(difference)} are to be paid by the customer, who gets a link. Nothing changes until then.`;
  return isZero(refund) ? 'Nothing is left of what was paid.' : `${formatMoney(refund)} go back to the customer.`;
}

/** What the edit comes to, as it is put together. */
export function EditPreviewCard({ order, preview, error }: PreviewProps) {
  const short = (preview?.lines ?? []).filter(
    ({ available, quantity, quantityBefore }) => available !== null && available < quantity - quantityBefore,
  );
  return (
    <Card>
      <CardHeader>
        <CardTitle>What it comes to</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        {error && <Alert tone="danger" title={error.message} />}
        {!preview && !error && <Skeleton className="h-40 rounded-control" />}
        {preview && !error && (
          <>
            <Sums before={order.totals} after={preview.totals} />
            <p role="status" className="font-medium">
              {noteOf(preview)}
            </p>
            {short.map(({ sku, title, available }) => (
              <Alert key={sku} tone="warning" title={`Of ${title} only ${available} more are in stock.`} />
            ))}
          </>
        )}
      </CardContent>
    </Card>
  );
}

function Sums({ before, after }: { readonly before: Order['totals']; readonly after: EditPreview['totals'] }) {
  const rows: { name: string; was: Money; is: Money }[] = [
    { name: 'Subtotal', was: before.subtotal, is: after.subtotal },
    { name: 'Discount', was: negate(before.discount), is: negate(after.discount) },
    { name: 'Delivery', was: before.shipping, is: after.shipping },
    { name: 'Tax', was: before.tax, is: after.tax },
    { name: 'Total', was: before.total, is: after.total },
  ];
  return (
    <table className="w-full tabular-nums">
      <caption className="sr-only">The order before and after</caption>
      <thead className="text-left text-muted text-sm">
        <tr>
          <td />
          <th scope="col" className="pb-1 text-right font-normal">
            Before
          </th>
          <th scope="col" className="pb-1 text-right font-normal">
            After
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, was, is }) => (
          <tr key={name} className={cn(name === 'Total' && 'border-t font-semibold')}>
            <th scope="row" className={cn('py-1 text-left', name !== 'Total' && 'font-normal')}>
              {name}
            </th>
            <td className="py-1 text-right text-muted">{formatMoney(was)}</td>
            <td className="py-1 text-right">{formatMoney(is)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
