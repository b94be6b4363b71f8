'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Badge } from '@tradewind/ui/badge';
import { buttonStyles } from '@tradewind/ui/button';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import { BadgePercent, Plus } from 'lucide-react';
import Link from 'next/link';
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { useMay } from '#account/use-may.ts';
import { query } from '#gateway/browser.ts';
import type { Promotion } from '#gateway/procedures.ts';
import { FilterSelect } from '#parts/filter-select.tsx';
import { ListCard } from '#parts/list-card.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { Pager } from '#parts/pager.tsx';
import { SearchField } from '#parts/search-field.tsx';
import { effectWords, stateOf, usesWords } from './promotion-words.ts';

const parsers = {
  query: parseAsString.withDefault(''),
  state: parseAsStringLiteral(['active', 'paused']),
  cursor: parseAsArrayOf(parseAsString).withDefault([]),
};
const stateChoices = { active: 'Active', paused: 'Paused' };

export function PromotionList() {
  const [filters, set] = useQueryStates(parsers);
  const mayWrite = useMay('promotions:write');
  const input = { query: filters.query || undefined, state: filters.state ?? undefined, cursor: filters.cursor.at(-1) };
  const promotions = useQuery({
    queryKey: ['promotions', input],
    queryFn: ({ signal }) => query('admin.promotions.list', input, signal),
    placeholderData: keepPreviousData,
  });
  const search = useCallback((text: string) => void set({ query: text || null, cursor: null }), [set]);
  const total = promotions.data?.total;
  const newLink = mayWrite && (
    <Link href="/promotions/new" className={buttonStyles()}>
      <Plus aria-hidden /> New promotion
    </Link>
  );
  return (
    <>
      <PageHeader
        title="Promotions"
        actions={
          <>
            <Link href="/promotions/groups" prefetch={false} className={buttonStyles({ variant: 'secondary' })}>
              Customer groups
            </Link>
            {newLink}
          </>
        }
      />
      <search className="mb-4 flex flex-wrap items-center gap-2.5">
        <SearchField label="Name or code" value={filters.query} onChange={search} />
        <FilterSelect
          label="State"
          all="Any state"
          value={filters.state}
          choices={stateChoices}
          onChange={(state) => void set({ state, cursor: null })}
        />
      </search>
      <ListCard
        what="The promotions"
        query={promotions}
        clear={filters.query || filters.state ? () => void set(null) : null}
        empty={{ icon: <BadgePercent />, title: 'No promotions yet', text: 'Make one, by code or for everybody.', action: newLink }}
      >
        {(items) => <PromotionTable promotions={items} />}
      </ListCard>
      <Pager
        label="Pages of promotions"
        trail={filters.cursor}
        next={promotions.data?.nextCursor ?? null}
        summary={!total ? undefined : `${total.toLocaleString('en')} ${total === 1 ? 'promotion' : 'promotions'}`}
        onChange={(cursor) => void set({ cursor: cursor.length > 0 ? cursor : null }, { history: 'push' })}
      />
    </>
  );
}

function PromotionTable({ promotions }: { readonly promotions: readonly Promotion[] }) {
  const now = new Date();
  return (
    <Table label="Promotions">
      <TableHead>
        <tr>
          <TableHeader>Promotion</TableHeader>
          <TableHeader>Code</TableHeader>
          <TableHeader className="hidden sm:table-cell">What</TableHeader>
          <TableHeader className="text-right">Uses</TableHeader>
          <TableHeader>State</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {promotions.map((promotion) => {
          const { label, tone } = stateOf(promotion, now);
          return (
            <TableRow key={promotion.id}>
              <TableCell>
                <Link
                  href={`/promotions/${promotion.id}`}
                  prefetch={false}
                  className="inline-flex min-h-8 items-center font-medium text-primary hover:underline"
                >
                  {promotion.name}
                </Link>
              </TableCell>
              <TableCell className="font-mono text-sm">
                {promotion.code ?? <span className="font-sans text-muted">By itself</span>}
              </TableCell>
              <TableCell className="hidden sm:table-cell">{effectWords(promotion)}</TableCell>
              <TableCell className="text-right tabular-nums">{usesWords(promotion)}</TableCell>
              <TableCell>
                <Badge tone={tone}>{label}</Badge>
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
