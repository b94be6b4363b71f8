'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { formatMoney } from '@tradewind/money';
import { Badge } from '@tradewind/ui/badge';
import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import { Gift } from 'lucide-react';
import Link from 'next/link';
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { useMay } from '#account/use-may.ts';
import { query } from '#gateway/browser.ts';
import type { CreditAccount } from '#gateway/procedures.ts';
import { FilterSelect } from '#parts/filter-select.tsx';
import { ListCard } from '#parts/list-card.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { Pager } from '#parts/pager.tsx';
import { SearchField } from '#parts/search-field.tsx';
import { When } from '#parts/when.tsx';
import { paymentCrumbs } from '#payment/payment-words.ts';
import { creditName, creditState } from './credit-words.ts';
import { IssueDialog } from './issue-dialog.tsx';

const parsers = {
  query: parseAsString.withDefault(''),
  kind: parseAsStringLiteral(['store_credit']),
  cursor: parseAsArrayOf(parseAsString).withDefault([]),
};

export function GiftCardList() {
  const [{ query: text, kind, cursor }, set] = useQueryStates(parsers);
  const mayWrite = useMay('payments:write');
  const input = { query: text || undefined, kind: kind ?? undefined, cursor: cursor.at(-1) };
  const accounts = useQuery({
    queryKey: ['credit', 'list', input],
    queryFn: ({ signal }) => query('admin.credit.list', input, signal),
    placeholderData: keepPreviousData,
  });
  const search = useCallback((next: string) => void set({ query: next || null, cursor: null }), [set]);
  const issue = mayWrite && <IssueDialog />;
  return (
    <>
      <Breadcrumbs items={paymentCrumbs} current="Gift cards" link={Link} />
      <PageHeader title="Gift cards" actions={issue}>
        What gift cards and store credit are still good for is owed by the shop.
      </PageHeader>
      <search className="mb-4 flex flex-wrap items-center gap-2.5">
        <SearchField label="Last four of a code, or recipient" value={text} onChange={search} />
        <FilterSelect
          label="Kind"
          all="Gift cards"
          value={kind}
          choices={{ store_credit: 'Store credit' }}
          onChange={(next) => void set({ kind: next, cursor: null })}
        />
      </search>
      <ListCard
        what="The gift cards"
        query={accounts}
        clear={text || kind ? () => void set(null) : null}
        empty={{ icon: <Gift />, title: 'No gift cards yet', text: 'Issue one, or give money back as credit.', action: issue }}
      >
        {(items) => <CreditTable accounts={items} />}
      </ListCard>
      <Pager
        label="Pages of gift cards"
        trail={cursor}
        next={accounts.data?.nextCursor ?? null}
        onChange={(trail) => void set({ cursor: trail.length > 0 ? trail : null }, { history: 'push' })}
      />
    </>
  );
}

function CreditTable({ accounts }: { readonly accounts: readonly CreditAccount[] }) {
  const now = new Date();
  return (
    <Table label="Gift cards">
      <TableHead>
        <tr>
          <TableHeader>Account</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader className="hidden md:table-cell">For</TableHeader>
          <TableHeader className="hidden lg:table-cell">Made</TableHeader>
          <TableHeader className="text-right">Balance</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {accounts.map((account) => {
          const { label, tone } = creditState(account, now);
          return (
            <TableRow key={account.id}>
              <TableCell>
                <Link
                  href={`/payments/gift-cards/${account.id}`}
                  prefetch={false}
                  className="inline-flex min-h-8 items-center whitespace-nowrap font-medium text-primary tabular-nums hover:underline"
                >
                  {creditName(account)}
                </Link>
              </TableCell>
              <TableCell>
                <Badge tone={tone}>{label}</Badge>
              </TableCell>
              <TableCell className="hidden text-muted text-sm md:table-cell">
                {account.recipient ?? account.customerId ?? 'Nobody named'}
              </TableCell>
              <TableCell className="hidden lg:table-cell">
                <When at={account.createdAt} isStacked />
              </TableCell>
              <TableCell className="text-right font-medium tabular-nums">{formatMoney(account.balance)}</TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
