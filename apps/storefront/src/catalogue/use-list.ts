'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { query } from '#gateway/browser.ts';
import type { ProductList } from '#gateway/procedures.ts';
import { type Filters, filterParams, listInput } from './filters.ts';

interface ListSource {
  readonly category: string | undefined;
  readonly filters: Filters;
  readonly initialFilters: Filters;
  readonly initialList: ProductList;
}

/** A list in pages. The last answer stays in place until the next one has come. */
export function useList({ category, filters, initialFilters, initialList }: ListSource) {
  const search = filterParams(filters).toString();
  const isInitial = search === filterParams(initialFilters).toString();
  const { data, error, ...rest } = useInfiniteQuery({
    queryKey: ['list', category ?? '', search],
    queryFn: ({ pageParam, signal }) =>
      query('catalog.list', { ...listInput(filters, category), ...(pageParam && { cursor: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    ...(isInitial && { initialData: { pages: [initialList], pageParams: [''] } }),
  });
  const pages = data?.pages ?? [];
  return { ...rest, error, items: pages.flatMap((page) => page.items), facets: pages[0]?.facets ?? [], total: pages[0]?.total ?? 0 };
}
