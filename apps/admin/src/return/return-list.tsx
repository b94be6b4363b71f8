'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useCallback } from 'react';
import { query } from '#gateway/browser.ts';
import { FilterSelect } from '#parts/filter-select.tsx';
import { labelsOf } from '#parts/labels-of.ts';
import { ListCard } from '#parts/list-card.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { Pager } from '#parts/pager.tsx';
import { SearchField } from '#parts/search-field.tsx';
import { ReturnTable } from './return-table.tsx';
import { returnWords } from './return-words.ts';
import { useReturnFilters } from './use-return-filters.ts';

const empty = { icon: <Undo2 />, title: 'No returns yet', text: 'The first return that a customer asks for appears here.' };

export function ReturnList() {
  const filters = useReturnFilters();
  const { change } = filters;
  const input = { query: filters.query || undefined, status: filters.status ?? undefined, cursor: filters.cursor.at(-1) };
  const returns = useQuery({
    queryKey: ['returns', input],
    queryFn: ({ signal }) => query('admin.returns.list', input, signal),
    placeholderData: keepPreviousData,
  });
  const search = useCallback((text: string) => void change({ query: text }), [change]);
  const total = returns.data?.total;
  return (
    <>
      <PageHeader title="Returns" />
      <search className="mb-4 flex flex-wrap gap-2.5">
        <SearchField label="Order or return number" value={filters.query} onChange={search} />
        <FilterSelect
          label="Status"
          all="Any status"
          value={filters.status}
          choices={labelsOf(returnWords)}
          onChange={(status) => void change({ status })}
        />
      </search>
      <ListCard what="The returns" query={returns} empty={empty} clear={filters.isFiltered ? () => void filters.clear() : null}>
        {(items) => <ReturnTable returns={items} />}
      </ListCard>
      <Pager
        label="Pages of returns"
        trail={filters.cursor}
        next={returns.data?.nextCursor ?? null}
        summary={!total ? undefined : `${total.toLocaleString('en')} ${total === 1 ? 'return' : 'returns'}`}
        onChange={(cursor) => void filters.turn(cursor)}
      />
    </>
  );
}
