'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { query } from '#gateway/browser.ts';
import type { Order } from '#gateway/procedures.ts';

const pollMs = 3_000;
/** Streams that fail this often in a row are given up; asking goes on. */
const maxFailures = 3;

/** How an order is reached: as its customer, or with the guest's token. */
export interface OrderAccess {
  readonly id: string;
  readonly token: string | undefined;
}

export function orderKey(id: string): readonly string[] {
  return ['order', id];
}

/** An order as it is now: live while the stream holds, by asking every few seconds while it does not. */
export function useOrder({ id, token }: OrderAccess) {
  const client = useQueryClient();
  const [isLive, setLive] = useState(false);
  const result = useQuery({
    queryKey: orderKey(id),
    // The gateway checks the id's form; the type only says that it is one.
    queryFn: ({ signal }) => query('orders.get', { orderId: id as Order['id'], orderToken: token }, signal),
    refetchInterval: (state) => (isLive || state.state.error ? false : pollMs),
  });
  const isThere = result.data !== undefined;

  useEffect(() => {
    if (!isThere) return;
    let failures = 0;
    const source = new EventSource(`/api/orders/${id}/events${token ? `?token=${encodeURIComponent(token)}` : ''}`);
    source.addEventListener('order', (event) => {
      failures = 0;
      setLive(true);
      client.setQueryData(orderKey(id), JSON.parse(event.data) as Order);
    });
    source.addEventListener('error', () => {
      setLive(false);
      failures += 1;
      if (failures >= maxFailures) source.close();
    });
    return () => source.close();
  }, [client, id, token, isThere]);

  return result;
}
