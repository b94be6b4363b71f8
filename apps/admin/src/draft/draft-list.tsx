'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Badge } from '@tradewind/ui/badge';
import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import { buttonStyles } from '@tradewind/ui/button';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import { FilePenLine, Plus } from 'lucide-react';
import Link from 'next/link';
import { parseAsArrayOf, parseAsString, useQueryState } from 'nuqs';
import { useMay } from '#account/use-may.ts';
import { query } from '#gateway/browser.ts';
import type { DraftSummary } from '#gateway/procedures.ts';
import { ListCard } from '#parts/list-card.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { Pager } from '#parts/pager.tsx';
import { When } from '#parts/when.tsx';
import { draftWords } from './draft-words.ts';

export function DraftList() {
  const [cursor, setCursor] = useQueryState('cursor', parseAsArrayOf(parseAsString).withDefault([]));
  const mayWrite = useMay('orders:write');
  const input = { cursor: cursor.at(-1) };
  const drafts = useQuery({
    queryKey: ['drafts', 'list', input],
    queryFn: ({ signal }) => query('admin.drafts.list', input, signal),
    placeholderData: keepPreviousData,
  });
  const newLink = mayWrite && (
    <Link href="/orders/drafts/new" className={buttonStyles()}>
      <Plus aria-hidden /> New draft
    </Link>
  );
  return (
    <>
      <Breadcrumbs items={[{ label: 'Orders', href: '/orders' }]} current="Drafts" link={Link} />
      <PageHeader title="Draft orders" actions={newLink} />
      <ListCard
        what="The drafts"
        query={drafts}
        clear={null}
        empty={{
          icon: <FilePenLine />,
          title: 'No drafts yet',
          text: 'Put an order together for a customer, who pays by link.',
          action: newLink,
        }}
      >
        {(items) => <DraftTable drafts={items} />}
      </ListCard>
      <Pager
        label="Pages of drafts"
        trail={cursor}
        next={drafts.data?.nextCursor ?? null}
        onChange={(trail) => void setCursor(trail.length > 0 ? trail : null, { history: 'push' })}
      />
    </>
  );
}

function DraftTable({ drafts }: { readonly drafts: readonly DraftSummary[] }) {
  return (
    <Table label="Draft orders">
      <TableHead>
        <tr>
          <TableHeader>For</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader className="hidden md:table-cell">Order</TableHeader>
          <TableHeader className="hidden text-right md:table-cell">Items</TableHeader>
          <TableHeader className="hidden sm:table-cell">Changed</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {drafts.map(({ id, status, order, email, customerName, itemCount, changedAt }) => (
          <TableRow key={id}>
            <TableCell>
              <Link
                href={`/orders/drafts/${id}`}
                prefetch={false}
                className="inline-flex min-h-8 items-center break-all font-medium text-primary hover:underline"
              >
                {customerName ?? email ?? 'Nobody yet'}
              </Link>
              {customerName && email && <span className="block break-all text-muted text-sm">{email}</span>}
            </TableCell>
            <TableCell>
              <Badge tone={draftWords[status].tone}>{draftWords[status].label}</Badge>
            </TableCell>
            <TableCell className="hidden md:table-cell">
              {order && (
                <Link
                  href={`/orders/${order.id}`}
                  prefetch={false}
                  className="inline-flex min-h-8 items-center text-primary tabular-nums hover:underline"
                >
                  {order.number}
                </Link>
              )}
            </TableCell>
            <TableCell className="hidden text-right tabular-nums md:table-cell">{itemCount}</TableCell>
            <TableCell className="hidden sm:table-cell">
              <When at={changedAt} isStacked />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
