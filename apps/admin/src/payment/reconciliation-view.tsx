'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { formatMoney, type Money, subtract } from '@tradewind/money';
import { Badge } from '@tradewind/ui/badge';
import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import { Button } from '@tradewind/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Skeleton } from '@tradewind/ui/skeleton';
import { ScanSearch } from 'lucide-react';
import Link from 'next/link';
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMay } from '#account/use-may.ts';
import { mutate, query } from '#gateway/browser.ts';
import { FilterSelect } from '#parts/filter-select.tsx';
import { ListCard } from '#parts/list-card.tsx';
import { LoadError } from '#parts/load-error.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { Pager } from '#parts/pager.tsx';
import { useAction } from '#parts/use-action.ts';
import { When } from '#parts/when.tsx';
import { DiscrepancyTable } from './discrepancy-table.tsx';
import { paymentCrumbs } from './payment-words.ts';

const parsers = { state: parseAsStringLiteral(['settled']), cursor: parseAsArrayOf(parseAsString).withDefault([]) };
/** A comparison that was asked for finds things while one looks. */
const watchMs = 5_000;
/** The processor itself is asked for its balance. */
const balanceMs = 20_000;

export function ReconciliationView() {
  const [{ state, cursor }, set] = useQueryStates(parsers);
  const mayWrite = useMay('payments:write');
  const input = { state: state ?? ('open' as const), cursor: cursor.at(-1) };
  const discrepancies = useQuery({
    queryKey: ['reconciliation', 'list', input],
    queryFn: ({ signal }) => query('admin.reconciliation.list', input, signal),
    placeholderData: keepPreviousData,
    refetchInterval: watchMs,
  });
  return (
    <>
      <Breadcrumbs items={paymentCrumbs} current="Reconciliation" link={Link} />
      <PageHeader title="Reconciliation" actions={mayWrite && <CompareButton />}>
        The ledger against the processor’s own books.
      </PageHeader>
      <BalancesCard />
      <search className="mb-4 flex flex-wrap gap-2.5">
        <FilterSelect
          label="State"
          all="To be settled"
          value={state}
          choices={{ settled: 'Settled' }}
          onChange={(next) => void set({ state: next, cursor: null })}
        />
      </search>
      <ListCard
        what="The differences"
        query={discrepancies}
        clear={state ? () => void set(null) : null}
        empty={{
          icon: <ScanSearch />,
          title: 'Nothing to settle',
          text: 'What a comparison finds between the processor and the ledger appears here.',
        }}
      >
        {(items) => <DiscrepancyTable discrepancies={items} mayWrite={mayWrite} />}
      </ListCard>
      <Pager
        label="Pages of differences"
        trail={cursor}
        next={discrepancies.data?.nextCursor ?? null}
        onChange={(trail) => void set({ cursor: trail.length > 0 ? trail : null }, { history: 'push' })}
      />
    </>
  );
}

function CompareButton() {
  const run = useAction({
    send: (_input: null) => mutate('admin.reconciliation.run', undefined),
    done: 'The books of the last weeks are being compared',
    refresh: [['reconciliation']],
  });
  return (
    <Button pending={run.isPending} onClick={() => run.mutate(null)}>
      Compare now
    </Button>
  );
}

/** What the ledger says that the processor holds for us, and what the processor says. */
function BalancesCard() {
  const { data, error, refetch } = useQuery({
    queryKey: ['reconciliation', 'balances'],
    queryFn: ({ signal }) => query('admin.reconciliation.read', undefined, signal),
    refetchInterval: balanceMs,
  });
  return (
    <Card className="mb-5">
      <CardHeader>
        <CardTitle>At the processor</CardTitle>
        {data && (
          <span className="text-muted text-sm">
            {data.comparedAt ? (
              <>
                All compared <When at={data.comparedAt} />
              </>
            ) : (
              'All is compared once a day'
            )}
          </span>
        )}
      </CardHeader>
      <CardContent>
        {error && !data && <LoadError what="The balances" error={error} retry={refetch} />}
        {!error && !data && <Skeleton className="h-14" />}
        {data && data.balances.length === 0 && <p className="text-muted">Nothing is in the books yet.</p>}
        <div className="grid gap-5">
          {data?.balances.map(({ ours, theirs, feesAwaited }) => (
            <dl key={ours.currency} className="grid grid-cols-2 gap-4 sm:max-w-2xl sm:grid-cols-3">
              <Figure name={`By the ledger, ${ours.currency}`} value={formatMoney(ours)} />
              <Figure name={`By the processor, ${ours.currency}`} value={formatMoney(theirs)} />
              <div>
                <dt className="sr-only">Difference, {ours.currency}</dt>
                <dd>
                  <Apart difference={subtract(theirs, ours)} feesAwaited={feesAwaited} />
                </dd>
              </div>
            </dl>
          ))}
        </div>
      </CardContent>
    </Card>
  );
}

/** @param feesAwaited payments that have come, of which the fee is not booked yet */
function Apart({ difference, feesAwaited }: { readonly difference: Money; readonly feesAwaited: number }) {
  if (difference.amountMinor === 0) return <Badge tone="success">Equal</Badge>;
  if (feesAwaited > 0)
    return <Badge>{feesAwaited === 1 ? 'The fee of a payment is awaited' : `The fees of ${feesAwaited} payments are awaited`}</Badge>;
  return <Badge tone="warning">{formatMoney(difference)} apart</Badge>;
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt className="text-caption text-muted">{name}</dt>
      <dd className="mt-0.5 font-semibold text-xl tabular-nums">{value}</dd>
    </div>
  );
}
