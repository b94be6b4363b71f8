'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { query } from '#gateway/browser.ts';
import type { Order } from '#gateway/procedures.ts';
import type { OrderAccess } from '#order/use-order.ts';

export function returnsKey(id: string): readonly string[] {
  return ['returns', id];
}

/** An order's returns; asked for anew whenever something happened to the order. */
export function useReturns({ id, token }: OrderAccess, order: Order) {
  return useQuery({
    queryKey: [...returnsKey(id), order.timeline.length],
    queryFn: ({ signal }) => query('returns.list', { orderId: order.id, orderToken: token }, signal),
    placeholderData: keepPreviousData,
  });
}
