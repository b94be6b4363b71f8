'use client';

import { useQuery } from '@tanstack/react-query';
import { query } from '#gateway/browser.ts';
import type { Order } from '#gateway/procedures.ts';
import { isSettling } from './order-facts.ts';

const settlingMs = 1_500;

function orderKey(id: string): readonly string[] {
  return ['order', id];
}

export function notesKey(id: string): readonly string[] {
  return ['notes', id];
}

/** What an action on an order makes old: the order itself, lists, figures, payments. */
export function staleAfter(id: string): readonly (readonly string[])[] {
  return [orderKey(id), ['orders'], ['dashboard'], ['payments']];
}

/** An order; asked for again while its money is on the way back. */
export function useOrder(id: string) {
  return useQuery({
    queryKey: orderKey(id),
    // The cast: the id comes from the address, and the gateway checks its form.
    queryFn: ({ signal }) => query('admin.orders.get', { orderId: id as Order['id'] }, signal),
    refetchInterval: ({ state }) => (state.data && isSettling(state.data) ? settlingMs : false),
  });
}
