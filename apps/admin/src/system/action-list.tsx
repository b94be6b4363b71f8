'use client';

import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import { History } from 'lucide-react';
import Link from 'next/link';
import { parseAsArrayOf, parseAsString, useQueryStates } from 'nuqs';
import { FilterSelect } from '#parts/filter-select.tsx';
import { ListCard } from '#parts/list-card.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { Pager } from '#parts/pager.tsx';
import { ActionTable } from './action-table.tsx';
import { AwayAlert } from './away-alert.tsx';
import { parseAsMessageService } from './parse-as-message-service.ts';
import { messageServiceNames, systemCrumbs } from './system-words.ts';
import { useActions } from './use-system.ts';

const empty = {
  icon: <History />,
  title: 'Nothing has been done yet',
  text: 'Each replay and each discard is written down here, with who asked for it.',
};

const parsers = {
  service: parseAsMessageService,
  cursor: parseAsArrayOf(parseAsString).withDefault([]),
};

/** Who replayed or discarded what, when and why. */
export function ActionList() {
  const [{ service, cursor }, set] = useQueryStates(parsers);
  const actions = useActions({ service: service ?? undefined, cursor: cursor.at(-1) });
  return (
    <>
      <Breadcrumbs items={systemCrumbs} current="Audit log" link={Link} />
      <PageHeader title="Audit log">Who replayed or discarded events, when and why. Nothing of it is ever deleted.</PageHeader>
      <search className="mb-4 flex flex-wrap gap-2.5">
        <FilterSelect
          label="Service"
          all="Any service"
          value={service}
          choices={messageServiceNames}
          onChange={(next) => void set({ service: next, cursor: null })}
        />
      </search>
      <AwayAlert what="What was done" services={actions.data?.away ?? []} />
      <ListCard what="The audit log" query={actions} empty={empty} clear={service ? () => void set(null) : null}>
        {(items) => <ActionTable actions={items} />}
      </ListCard>
      <Pager
        label="Pages of the audit log"
        trail={cursor}
        next={actions.data?.nextCursor ?? null}
        onChange={(trail) => void set({ cursor: trail.length > 0 ? trail : null }, { history: 'push' })}
      />
    </>
  );
}
