'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { formatMoney } from '@tradewind/money';
import { Badge } from '@tradewind/ui/badge';
import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import { Landmark } from 'lucide-react';
import Link from 'next/link';
import { query } from '#gateway/browser.ts';
import type { Payout } from '#gateway/procedures.ts';
import { PageHeader } from '#parts/page-header.tsx';
import { When } from '#parts/when.tsx';
import { paymentCrumbs, payoutStatusWords } from './payment-words.ts';
import { StatusList, useStatusFilter } from './status-list.tsx';

export function PayoutList() {
  const filter = useStatusFilter(payoutStatusWords);
  const { input } = filter;
  const payouts = useQuery({
    queryKey: ['payments', 'payouts', input],
    queryFn: ({ signal }) => query('admin.payments.payouts', input, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <Breadcrumbs items={paymentCrumbs} current="Payouts" link={Link} />
      <PageHeader title="Payouts">What the processor has sent to the bank.</PageHeader>
      <StatusList
        what="payouts"
        filter={filter}
        query={payouts}
        empty={{ icon: <Landmark />, title: 'No payouts yet', text: 'Each transfer of the processor to the bank appears here.' }}
      >
        {(items) => <PayoutTable payouts={items} />}
      </StatusList>
    </>
  );
}

function PayoutTable({ payouts }: { readonly payouts: readonly Payout[] }) {
  return (
    <Table label="Payouts">
      <TableHead>
        <tr>
          <TableHeader>Made</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader className="hidden md:table-cell">Arrives</TableHeader>
          <TableHeader className="hidden lg:table-cell">Processor’s reference</TableHeader>
          <TableHeader className="text-right">Amount</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {payouts.map((payout) => (
          <TableRow key={payout.id}>
            <TableCell>
              <When at={payout.madeAt} isStacked />
            </TableCell>
            <TableCell>
              <Badge tone={payoutStatusWords[payout.status].tone}>{payoutStatusWords[payout.status].label}</Badge>
              {payout.status === 'failed' && (
                <span className="mt-1 block text-muted text-sm">
                  {payout.wasPaid ? 'After it was paid' : 'Before it was paid'}
                  {payout.failureCode && `: ${payout.failureCode.replaceAll('_', ' ')}`}
                </span>
              )}
            </TableCell>
            <TableCell className="hidden md:table-cell">
              <When at={payout.arrivesAt} isStacked />
            </TableCell>
            <TableCell className="hidden text-muted text-sm lg:table-cell">{payout.reference}</TableCell>
            <TableCell className="text-right font-medium tabular-nums">{formatMoney(payout.amount)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
