'use client';

import { formatMoney } from '@tradewind/money';
import { Badge } from '@tradewind/ui/badge';
import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import { Scale } from 'lucide-react';
import Link from 'next/link';
import type { DisputeSummary } from '#gateway/procedures.ts';
import { PageHeader } from '#parts/page-header.tsx';
import { When } from '#parts/when.tsx';
import { Deadline } from './deadline.tsx';
import { disputeStatusWords } from './dispute-words.ts';
import { paymentCrumbs } from './payment-words.ts';
import { StatusList, useStatusFilter } from './status-list.tsx';
import { useDisputes } from './use-disputes.ts';

export function DisputeList() {
  const filter = useStatusFilter(disputeStatusWords);
  const disputes = useDisputes(filter.input);
  return (
    <>
      <Breadcrumbs items={paymentCrumbs} current="Disputes" link={Link} />
      <PageHeader title="Disputes">What shoppers’ banks want back, or ask about.</PageHeader>
      <StatusList
        what="disputes"
        filter={filter}
        query={disputes}
        empty={{
          icon: <Scale />,
          title: 'No disputes',
          text: 'When a shopper’s bank wants money back, it appears here with its deadline.',
        }}
      >
        {(items) => <DisputeTable disputes={items} />}
      </StatusList>
    </>
  );
}

function DisputeTable({ disputes }: { readonly disputes: readonly DisputeSummary[] }) {
  return (
    <Table label="Disputes">
      <TableHead>
        <tr>
          <TableHeader>Order</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader>Answer by</TableHeader>
          <TableHeader className="hidden md:table-cell">Opened</TableHeader>
          <TableHeader className="text-right">Amount</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {disputes.map((dispute) => (
          <TableRow key={dispute.id}>
            <TableCell>
              <Link
                href={`/payments/disputes/${dispute.id}`}
                prefetch={false}
                className="inline-flex min-h-8 items-center whitespace-nowrap font-medium text-primary tabular-nums hover:underline"
              >
                {dispute.orderNumber}
              </Link>
            </TableCell>
            <TableCell>
              <Badge tone={disputeStatusWords[dispute.status].tone}>{disputeStatusWords[dispute.status].label}</Badge>
            </TableCell>
            <TableCell>
              <Deadline dispute={dispute} />
            </TableCell>
            <TableCell className="hidden md:table-cell">
              <When at={dispute.openedAt} isStacked />
            </TableCell>
            <TableCell className="text-right font-medium tabular-nums">{formatMoney(dispute.amount)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
