'use client';

import { Alert } from '@tradewind/ui/alert';
import { Button, buttonStyles } from '@tradewind/ui/button';
import { cn } from '@tradewind/ui/cn';
import { EmptyState } from '@tradewind/ui/empty-state';
import { SearchX } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ProductList } from '#gateway/procedures.ts';
import { ProductGrid, ProductGridSkeleton } from '#product/product-grid.tsx';
import { useAnnounce } from '#shell/announcer.tsx';
import { ShopLink } from '#shell/shop-link.tsx';
import { FilterPanel } from './filter-panel.tsx';
import { activeCount, type Filters, noFilters } from './filters.ts';
import { SortSelect } from './sort-select.tsx';
import { useList } from './use-list.ts';
import { useUrlFilters } from './use-url-filters.tsx';

interface ListBrowserProps {
  /** The slug of the category that the page is about. */
  readonly category?: string;
  readonly initialFilters: Filters;
  readonly initialList: ProductList;
}

/** A list with its filters, its order and "load more". The filters live in the address. */
export function ListBrowser({ category, initialFilters, initialList }: ListBrowserProps) {
  const { filters, setFilters, reader } = useUrlFilters(initialFilters);
  const list = useList({ category, filters, initialFilters, initialList });
  const announce = useAnnounce();
  const shown = useRef(list.total);
  useEffect(() => {
    if (list.isPlaceholderData || shown.current === list.total) return;
    shown.current = list.total;
    announce(`${list.total} products`);
  }, [list.total, list.isPlaceholderData, announce]);

  const clear = () => setFilters({ ...noFilters, query: filters.query, sort: filters.sort });
  const panel = (
    <FilterPanel facets={list.facets} filters={filters} hideCategory={category !== undefined} onChange={setFilters} onClear={clear} />
  );
  const active = activeCount(filters);
  return (
    <div className="mt-6 grid gap-8 lg:grid-cols-[15rem_1fr] lg:gap-12">
      {reader}
      <div className="hidden lg:block">{panel}</div>
      <section aria-label="Products" aria-busy={list.isPlaceholderData}>
        <div className="mb-6 flex flex-wrap items-center justify-between gap-3">
          <p className="text-muted text-sm tabular-nums">
            {list.total} {list.total === 1 ? 'product' : 'products'}
          </p>
          <SortSelect filters={filters} onChange={setFilters} />
          <details className="group w-full lg:hidden">
            <summary className="flex h-11 list-none items-center justify-center rounded-control border border-line-strong bg-surface font-medium text-[0.9375rem]">
              Filters{active > 0 && ` (${active})`}
            </summary>
            <div className="mt-4 rounded-card border bg-surface p-5">{panel}</div>
          </details>
        </div>
        {list.error && (
          <Alert tone="danger" title="The list could not be loaded">
            <Button variant="secondary" size="sm" className="mt-2" onClick={() => void list.refetch()}>
              Try again
            </Button>
          </Alert>
        )}
        {list.isPending && <ProductGridSkeleton />}
        {!list.isPending && list.items.length === 0 && !list.error && (
          <EmptyState
            icon={<SearchX />}
            title="Nothing fits"
            action={
              active > 0 ? (
                <Button onClick={clear}>Clear the filters</Button>
              ) : (
                <ShopLink href="/search" className={buttonStyles()}>
                  See everything
                </ShopLink>
              )
            }
          >
            {active > 0 ? 'Try it with fewer filters.' : 'Try another word, or a shorter one.'}
          </EmptyState>
        )}
        <ProductGrid
          products={list.items}
          priorityCount={2}
          headingLevel="h2"
          className={cn('xl:grid-cols-4', list.isPlaceholderData && 'opacity-60 transition-opacity')}
        />
        {list.hasNextPage && (
          <div className="mt-12 text-center">
            <p className="mb-3 text-muted text-sm">
              {list.items.length} of {list.total} shown
            </p>
            <Button variant="secondary" size="lg" pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              Load more
            </Button>
          </div>
        )}
      </section>
    </div>
  );
}
