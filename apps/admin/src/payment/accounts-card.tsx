'use client';

import { useQuery } from '@tanstack/react-query';
import { formatMoney, money } from '@tradewind/money';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Skeleton } from '@tradewind/ui/skeleton';
import { query } from '#gateway/browser.ts';
import { LoadError } from '#parts/load-error.tsx';
import { accountWords } from './payment-words.ts';

/** What each account of the ledger holds, by currency. */
export function AccountsCard() {
  const { data, error, refetch } = useQuery({
    queryKey: ['payments', 'accounts'],
    queryFn: ({ signal }) => query('admin.payments.ledgerAccounts', undefined, signal),
  });
  const byCurrency = Object.entries(Object.groupBy(data?.items ?? [], ({ balance }) => balance.currency));
  return (
    <Card className="mb-5">
      <CardHeader>
        <CardTitle>Where the money is</CardTitle>
      </CardHeader>
      <CardContent>
        {error && !data && <LoadError what="The accounts" error={error} retry={refetch} />}
        {!error && !data && <Skeleton className="h-14" />}
        {data && byCurrency.length === 0 && <p className="text-muted">Nothing is in the books yet.</p>}
        <div className="grid gap-6">
          {byCurrency.map(([currency, accounts = []]) => (
            <section key={currency} aria-label={`Accounts in ${currency}`}>
              <h3 className="font-medium text-sm">{currency}</h3>
              <dl className="mt-2 grid grid-cols-2 gap-x-4 gap-y-3 md:grid-cols-4">
                {accounts.map(({ account, balance: { amountMinor, currency: of } }) => (
                  <div key={account}>
                    <dt className="text-caption text-muted">{accountWords[account].label}</dt>
                    <dd className="mt-0.5 font-medium tabular-nums">
                      {formatMoney(money(accountWords[account].isCredit ? -amountMinor : amountMinor, of))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </CardContent>
    </Card>
  );
}
