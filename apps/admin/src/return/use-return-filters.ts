'use client';

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import type { Return } from '#gateway/procedures.ts';
import { returnWords } from './return-words.ts';

const parsers = {
  query: parseAsString.withDefault(''),
  // The cast: the keys of such a record are its statuses.
  status: parseAsStringLiteral(Object.keys(returnWords) as Return['status'][]),
  /** The way to this page of the list: the cursors of its pages, this one's last. */
  cursor: parseAsArrayOf(parseAsString).withDefault([]),
};

/** The filters of the list of returns, which live in the address. A change of any leads to the first page. */
export function useReturnFilters() {
  const [values, set] = useQueryStates(parsers);
  const change = useCallback(
    (to: Partial<Omit<typeof values, 'cursor'>>) => set({ ...to, ...(to.query === '' ? { query: null } : {}), cursor: null }),
    [set],
  );
  const turn = useCallback((cursor: string[]) => set({ cursor: cursor.length > 0 ? cursor : null }, { history: 'push' }), [set]);
  const clear = useCallback(() => set(null), [set]);
  return { ...values, isFiltered: values.query !== '' || values.status !== null, change, turn, clear };
}
