'use client';

import { formatMoney } from '@tradewind/money';
import { Badge } from '@tradewind/ui/badge';
import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import { Scale } from 'lucide-react';
import Link from 'next/link';
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { DisputeSummary } from '#gateway/procedures.ts';
import { FilterSelect } from '#parts/filter-select.tsx';
import { ListCard } from '#parts/list-card.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { Pager } from '#parts/pager.tsx';
import { When } from '#parts/when.tsx';
import { Deadline } from './deadline.tsx';
import { disputeStatusWords } from './dispute-words.ts';
import { labelsOf, paymentCrumbs } from './payment-words.ts';
import { useDisputes } from './use-disputes.ts';

const choices = labelsOf(disputeStatusWords);
// The cast: the keys of such a record are its statuses.
const statuses = Object.keys(choices) as DisputeSummary['status'][];
const parsers = { status: parseAsStringLiteral(statuses), cursor: parseAsArrayOf(parseAsString).withDefault([]) };

export function DisputeList() {
  const [{ status, cursor }, set] = useQueryStates(parsers);
  const disputes = useDisputes({ status: status ?? undefined, cursor: cursor.at(-1) });
  return (
    <>
      <Breadcrumbs items={paymentCrumbs} current="Disputes" link={Link} />
      <PageHeader title="Disputes">What shoppers’ banks want back, or ask about.</PageHeader>
      <search className="mb-4 flex flex-wrap gap-2.5">
        <FilterSelect
          label="Status"
          all="Any status"
          value={status}
          choices={choices}
          onChange={(next) => void set({ status: next, cursor: null })}
        />
      </search>
      <ListCard
        what="The disputes"
        query={disputes}
        clear={status ? () => void set(null) : null}
        empty={{
          icon: <Scale />,
          title: 'No disputes',
          text: 'When a shopper’s bank wants money back, it appears here with its deadline.',
        }}
      >
        {(items) => <DisputeTable disputes={items} />}
      </ListCard>
      <Pager
        label="Pages of disputes"
        trail={cursor}
        next={disputes.data?.nextCursor ?? null}
        onChange={(trail) => void set({ cursor: trail.length > 0 ? trail : null }, { history: 'push' })}
      />
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
