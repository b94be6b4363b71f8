'use client';

import { useQuery } from '@tanstack/react-query';
import { formatMoney, isCurrency } from '@tradewind/money';
import { Badge } from '@tradewind/ui/badge';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Skeleton } from '@tradewind/ui/skeleton';
import { query } from '#gateway/browser.ts';
import { LoadError } from '#parts/load-error.tsx';

/** Both sides of the books, by currency: they are always equal, or something is very wrong. */
export function LedgerCard() {
  const { data, error, refetch } = useQuery({
    queryKey: ['payments', 'ledger'],
    queryFn: ({ signal }) => query('admin.payments.ledgerBalance', undefined, signal),
  });
  const sums = Object.entries(data ?? {}).flatMap(([currency, sum]) => (isCurrency(currency) && sum ? [{ currency, ...sum }] : []));
  const isEven = sums.every(({ debit, credit }) => debit === credit);
  return (
    <Card className="mb-5">
      <CardHeader>
        <CardTitle>Ledger balance</CardTitle>
        {data && <Badge tone={isEven ? 'success' : 'danger'}>{isEven ? 'Balanced' : 'Not balanced'}</Badge>}
      </CardHeader>
      <CardContent>
        {error && !data && <LoadError what="The ledger" error={error} retry={refetch} />}
        {!error && !data && <Skeleton className="h-14" />}
        {data && sums.length === 0 && <p className="text-muted">Nothing is in the books yet.</p>}
        <div className="grid gap-4">
          {sums.map(({ currency, debit, credit }) => (
            <dl key={currency} className="grid grid-cols-2 gap-4 sm:max-w-md">
              <Side name={`Debit, ${currency}`} value={formatMoney({ amountMinor: debit, currency })} />
              <Side name={`Credit, ${currency}`} value={formatMoney({ amountMinor: credit, currency })} />
            </dl>
          ))}
        </div>
      </CardContent>
    </Card>
  );
}

function Side({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt className="text-caption text-muted">{name}</dt>
      <dd className="mt-0.5 font-semibold text-xl tabular-nums">{value}</dd>
    </div>
  );
}
