'use client';

import { useQuery } from '@tanstack/react-query';
import { query } from '#gateway/browser.ts';
import type { Order, Return } from '#gateway/procedures.ts';
import { staleAfter } from '#order/use-order.ts';

export function useReturn(id: string) {
  return useQuery({
    queryKey: ['return', id],
    // The cast: the id comes from the address, and the gateway checks its form.
    queryFn: ({ signal }) => query('admin.returns.get', { returnId: id as Return['id'] }, signal),
  });
}

/** An order's returns, for its page; asked for anew whenever something happened to the order. */
export function useOrderReturns({ id, timeline }: Order) {
  return useQuery({
    queryKey: ['order-returns', id, timeline.length],
    queryFn: ({ signal }) => query('admin.returns.ofOrder', { orderId: id }, signal),
  });
}

/** What an action on a return makes old. */
export function staleAfterReturn({ id, orderId }: Return): readonly (readonly string[])[] {
  return [['return', id], ['returns'], ['order-returns', orderId], ...staleAfter(orderId)];
}
