'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import { useMe } from '@tradewind/web/browser';
import { History } from 'lucide-react';
import Link from 'next/link';
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { query } from '#gateway/browser.ts';
import type { SettingsChange } from '#gateway/procedures.ts';
import { FilterSelect } from '#parts/filter-select.tsx';
import { ListCard } from '#parts/list-card.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { Pager } from '#parts/pager.tsx';
import { When } from '#parts/when.tsx';
import { changedParts } from './changed-parts.ts';
import { sectionPages } from './settings-words.ts';

const parsers = {
  section: parseAsStringLiteral(['store', 'delivery', 'tax']),
  cursor: parseAsArrayOf(parseAsString).withDefault([]),
};

const empty = { icon: <History />, title: 'Nothing was changed yet', text: 'Each change is written down here, with who made it.' };
const choices = { store: sectionPages.store.title, delivery: sectionPages.delivery.title, tax: sectionPages.tax.title };

/** Who changed which settings, when, from what to what. */
export function SettingsChanges() {
  const [{ section, cursor }, set] = useQueryStates(parsers);
  const input = { section: section ?? undefined, cursor: cursor.at(-1) };
  const changes = useQuery({
    queryKey: ['settings', 'changes', input],
    queryFn: ({ signal }) => query('admin.settings.changes', input, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <Breadcrumbs items={[{ label: 'Settings', href: '/settings' }]} current="History" link={Link} />
      <PageHeader title="History of settings">Who changed what, when, from what to what. Nothing of it is ever deleted.</PageHeader>
      <search className="mb-4 flex flex-wrap gap-2.5">
        <FilterSelect
          label="Part"
          all="Any part"
          value={section}
          choices={choices}
          onChange={(next) => void set({ section: next, cursor: null })}
        />
      </search>
      <ListCard what="The history" query={changes} empty={empty} clear={section ? () => void set(null) : null}>
        {(items) => <ChangeTable changes={items} />}
      </ListCard>
      <Pager
        label="Pages of the history"
        trail={cursor}
        next={changes.data?.nextCursor ?? null}
        onChange={(trail) => void set({ cursor: trail.length > 0 ? trail : null }, { history: 'push' })}
      />
    </>
  );
}

function ChangeTable({ changes }: { readonly changes: readonly SettingsChange[] }) {
  const { me } = useMe();
  return (
    <Table label="History of settings">
      <TableHead>
        <tr>
          <TableHeader>What</TableHeader>
          <TableHeader>From and to</TableHeader>
          <TableHeader>Who</TableHeader>
          <TableHeader>When</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {changes.map((change) => (
          <TableRow key={change.id}>
            <TableCell className="align-top font-medium">{sectionPages[change.section].title}</TableCell>
            <TableCell className="max-w-xl align-top">{change.before === null ? 'Begun' : <Parts change={change} />}</TableCell>
            <TableCell className="break-all align-top text-sm">{change.actor === me?.id ? 'You' : change.actor}</TableCell>
            <TableCell className="align-top">
              <When at={change.at} isStacked />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Parts({ change }: { readonly change: SettingsChange }) {
  return (
    <ul className="grid gap-1 text-sm">
      {changedParts(change.before, change.after).map(({ path, from, to }) => (
        <li key={path} className="break-words">
          <span className="text-muted">{path}</span> {from && <del>{from}</del>} {to && <ins className="no-underline">{to}</ins>}
        </li>
      ))}
    </ul>
  );
}
