'use client';

import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback } from 'react';

const parsers = {
  query: parseAsString.withDefault(''),
  status: parseAsStringLiteral(['draft', 'active', 'archived']),
  category: parseAsString,
  low: parseAsBoolean.withDefault(false),
  /** The way to this page of the list: the cursors of its pages, this one's last. */
  cursor: parseAsArrayOf(parseAsString).withDefault([]),
};

/** The filters of the list of products, which live in the address. A change of any leads to the first page. */
export function useProductFilters() {
  const [values, set] = useQueryStates(parsers);
  const change = useCallback(
    (to: Partial<Omit<typeof values, 'cursor'>>) =>
      set({
        ...to,
        ...(to.query === '' ? { query: null } : {}),
        ...(to.low === false ? { low: null } : {}),
        cursor: null,
      }),
    [set],
  );
  const turn = useCallback((cursor: string[]) => set({ cursor: cursor.length > 0 ? cursor : null }, { history: 'push' }), [set]);
  const clear = useCallback(() => set(null), [set]);
  const isFiltered = values.query !== '' || values.status !== null || values.category !== null || values.low;
  return { ...values, isFiltered, change, turn, clear };
}
