'use client';

import { CircleCheck } from 'lucide-react';
import { useCallback } from 'react';
import { useMay } from '#account/use-may.ts';
import { FilterSelect } from '#parts/filter-select.tsx';
import { ListCard } from '#parts/list-card.tsx';
import { Pager } from '#parts/pager.tsx';
import { SearchField } from '#parts/search-field.tsx';
import { AwayAlert } from './away-alert.tsx';
import { ParkedTable } from './parked-table.tsx';
import { ReplayAllDialog } from './replay-all-dialog.tsx';
import { count, messageServiceNames, stateLabels } from './system-words.ts';
import { useParkedFilters } from './use-parked-filters.ts';
import { useParked } from './use-system.ts';

const empty = {
  icon: <CircleCheck />,
  title: 'Nothing is parked',
  text: 'Every event that a service heard has taken effect. One that fails appears here, with what waits behind it.',
};

/** Events that could not be handled, and those that wait behind them. */
export function ParkedList() {
  const filters = useParkedFilters();
  const { change, service, state, aggregate } = filters;
  const mayWrite = useMay('system:write');
  const parked = useParked({
    service: service ?? undefined,
    state: state ?? undefined,
    aggregateId: aggregate || undefined,
    cursor: filters.cursor.at(-1),
  });
  const search = useCallback((text: string) => void change({ aggregate: text }), [change]);
  const total = parked.data?.total;

  return (
    <div>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-semibold text-heading">Parked events</h2>
        {mayWrite && Boolean(total) && <ReplayAllDialog service={service} aggregate={aggregate} state={state} />}
      </div>
      <search className="mb-4 flex flex-wrap gap-2.5">
        <SearchField label="Order or other aggregate" value={aggregate} onChange={search} />
        <FilterSelect
          label="Service"
          all="Any service"
          value={service}
          choices={messageServiceNames}
          onChange={(next) => void change({ service: next })}
        />
        <FilterSelect label="State" all="Any state" value={state} choices={stateLabels} onChange={(next) => void change({ state: next })} />
      </search>
      <AwayAlert what="What is parked" services={parked.data?.away ?? []} />
      <ListCard what="The parked events" query={parked} empty={empty} clear={filters.isFiltered ? () => void filters.clear() : null}>
        {(items) => <ParkedTable letters={items} />}
      </ListCard>
      <Pager
        label="Pages of parked events"
        trail={filters.cursor}
        next={parked.data?.nextCursor ?? null}
        summary={total ? count(total, 'event') : undefined}
        onChange={(cursor) => void filters.turn(cursor)}
      />
    </div>
  );
}
