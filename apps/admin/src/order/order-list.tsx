'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { buttonStyles } from '@tradewind/ui/button';
import { ReceiptText } from 'lucide-react';
import Link from 'next/link';
import { useCallback } from 'react';
import { query } from '#gateway/browser.ts';
import { FilterSelect } from '#parts/filter-select.tsx';
import { labelsOf } from '#parts/labels-of.ts';
import { ListCard } from '#parts/list-card.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { Pager } from '#parts/pager.tsx';
import { SearchField } from '#parts/search-field.tsx';
import { OrderTable } from './order-table.tsx';
import { fulfilmentWords, paymentWords, statusWords } from './order-words.ts';
import { useOrderFilters } from './use-order-filters.ts';

const empty = { icon: <ReceiptText />, title: 'No orders yet', text: 'The first order that a customer places appears here.' };

export function OrderList() {
  const filters = useOrderFilters();
  const { change } = filters;
  const input = {
    query: filters.query || undefined,
    status: filters.status ?? undefined,
    paymentStatus: filters.payment ?? undefined,
    fulfilmentStatus: filters.fulfilment ?? undefined,
    cursor: filters.cursor.at(-1),
  };
  const orders = useQuery({
    queryKey: ['orders', input],
    queryFn: ({ signal }) => query('admin.orders.list', input, signal),
    placeholderData: keepPreviousData,
  });
  const search = useCallback((text: string) => void change({ query: text }), [change]);
  const total = orders.data?.total;

  return (
    <>
      <PageHeader
        title="Orders"
        actions={
          <Link href="/orders/drafts" prefetch={false} className={buttonStyles({ variant: 'secondary' })}>
            Drafts
          </Link>
        }
      />
      <search className="mb-4 flex flex-wrap gap-2.5">
        <SearchField label="Order number or email" value={filters.query} onChange={search} />
        <FilterSelect
          label="Status"
          all="Any status"
          value={filters.status}
          choices={labelsOf(statusWords)}
          onChange={(status) => void change({ status })}
        />
        <FilterSelect
          label="Payment"
          all="Any payment"
          value={filters.payment}
          choices={labelsOf(paymentWords)}
          onChange={(payment) => void change({ payment })}
        />
        <FilterSelect
          label="Fulfilment"
          all="Any fulfilment"
          value={filters.fulfilment}
          choices={labelsOf(fulfilmentWords)}
          onChange={(fulfilment) => void change({ fulfilment })}
        />
      </search>
      <ListCard what="The orders" query={orders} empty={empty} clear={filters.isFiltered ? () => void filters.clear() : null}>
        {(items) => <OrderTable orders={items} />}
      </ListCard>
      <Pager
        label="Pages of orders"
        trail={filters.cursor}
        next={orders.data?.nextCursor ?? null}
        summary={!total ? undefined : `${total.toLocaleString('en')} ${total === 1 ? 'order' : 'orders'}`}
        onChange={(cursor) => void filters.turn(cursor)}
      />
    </>
  );
}
