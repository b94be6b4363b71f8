'use client';

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import type { OrderSummary } from '#gateway/procedures.ts';
import { fulfilmentWords, paymentWords, statusWords } from './order-words.ts';

function oneOf<Status extends string>(words: Readonly<Record<Status, unknown>>) {
  // The cast: the keys of such a record are its statuses.
  return parseAsStringLiteral(Object.keys(words) as Status[]);
}

const parsers = {
  query: parseAsString.withDefault(''),
  status: oneOf<OrderSummary['status']>(statusWords),
  payment: oneOf<OrderSummary['paymentStatus']>(paymentWords),
  fulfilment: oneOf<OrderSummary['fulfilmentStatus']>(fulfilmentWords),
  /** The way to this page of the list: the cursors of its pages, this one's last. */
  cursor: parseAsArrayOf(parseAsString).withDefault([]),
};

/** The filters of the list of orders, which live in the address. A change of any leads to the first page. */
export function useOrderFilters() {
  const [values, set] = useQueryStates(parsers);
  const change = useCallback(
    (to: Partial<Omit<typeof values, 'cursor'>>) => set({ ...to, ...(to.query === '' ? { query: null } : {}), cursor: null }),
    [set],
  );
  const turn = useCallback((cursor: string[]) => set({ cursor: cursor.length > 0 ? cursor : null }, { history: 'push' }), [set]);
  const clear = useCallback(() => set(null), [set]);
  const isFiltered = values.query !== '' || values.status !== null || values.payment !== null || values.fulfilment !== null;
  return { ...values, isFiltered, change, turn, clear };
}
