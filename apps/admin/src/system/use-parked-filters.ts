'use client';

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import type { DeadLetter } from '#gateway/procedures.ts';
import { parseAsMessageService } from './parse-as-message-service.ts';
import { stateLabels } from './system-words.ts';

const parsers = {
  service: parseAsMessageService,
  // The cast: the keys of such a record are its names.
  state: parseAsStringLiteral(Object.keys(stateLabels) as DeadLetter['state'][]),
  aggregate: parseAsString.withDefault(''),
  /** The way to this page of the list: the cursors of its pages, this one's last. */
  cursor: parseAsArrayOf(parseAsString).withDefault([]),
};

/** The filters of the list of parked events, which live in the address. A change of any leads to the first page. */
export function useParkedFilters() {
  const [values, set] = useQueryStates(parsers);
  const change = useCallback(
    (to: Partial<Omit<typeof values, 'cursor'>>) => set({ ...to, ...(to.aggregate === '' ? { aggregate: null } : {}), cursor: null }),
    [set],
  );
  const turn = useCallback((cursor: string[]) => set({ cursor: cursor.length > 0 ? cursor : null }, { history: 'push' }), [set]);
  const clear = useCallback(() => set(null), [set]);
  const isFiltered = values.service !== null || values.state !== null || values.aggregate !== '';
  return { ...values, isFiltered, change, turn, clear };
}
