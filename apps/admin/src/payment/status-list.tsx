'use client';

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { ComponentProps } from 'react';
import { FilterSelect } from '#parts/filter-select.tsx';
import { labelsOf } from '#parts/labels-of.ts';
import { ListCard } from '#parts/list-card.tsx';
import { Pager } from '#parts/pager.tsx';

/**
 * The status that a list is filtered by, and its page: both are in the address.
 * @param words those of each status
 */
export function useStatusFilter<Status extends string>(words: Readonly<Record<Status, { readonly label: string }>>) {
  // The cast: the keys of such a record are its statuses.
  const statuses = Object.keys(words) as Status[];
  const [{ status, cursor }, set] = useQueryStates({
    status: parseAsStringLiteral(statuses),
    cursor: parseAsArrayOf(parseAsString).withDefault([]),
  });
  return {
    /** What the list is asked for. */
    input: { status: status ?? undefined, cursor: cursor.at(-1) },
    status,
    choices: labelsOf(words),
    filterBy: (next: Status | null) => void set({ status: next, cursor: null }),
    clear: () => void set(null),
    trail: cursor,
    turnTo: (trail: string[]) => void set({ cursor: trail.length > 0 ? trail : null }, { history: 'push' }),
  };
}

type CardProps<Item> = ComponentProps<typeof ListCard<Item>>;

interface StatusListProps<Status extends string, Item> extends Pick<CardProps<Item>, 'empty' | 'children'> {
  /** "payments". */
  readonly what: string;
  readonly filter: ReturnType<typeof useStatusFilter<Status>>;
  readonly query: CardProps<Item>['query'] & { readonly data: { readonly nextCursor: string | null } | undefined };
}

/** A list that is filtered by status, and its pages. */
export function StatusList<Status extends string, Item>({ what, filter, query, empty, children }: StatusListProps<Status, Item>) {
  const { status, choices, filterBy, clear, trail, turnTo } = filter;
  return (
    <>
      <search className="mb-4 flex flex-wrap gap-2.5">
        <FilterSelect label="Status" all="Any status" value={status} choices={choices} onChange={filterBy} />
      </search>
      <ListCard what={`The ${what}`} query={query} clear={status ? clear : null} empty={empty}>
        {children}
      </ListCard>
      <Pager label={`Pages of ${what}`} trail={trail} next={query.data?.nextCursor ?? null} onChange={turnTo} />
    </>
  );
}
