'use client';

import { useQuery } from '@tanstack/react-query';
import { query } from '#gateway/browser.ts';
import type { Output } from '#gateway/procedures.ts';

export type Category = Output<'admin.categories'>['items'][number];

export function useCategories(): readonly Category[] {
  const { data } = useQuery({
    queryKey: ['categories'],
    queryFn: ({ signal }) => query('admin.categories', undefined, signal),
    staleTime: 300_000,
  });
  return data?.items ?? [];
}

/** A category's name with its parent's before it. */
export function pathOf(category: Category, all: readonly Category[]): string {
  const parent = all.find(({ id }) => id === category.parentId);
  return parent ? `${parent.name} / ${category.name}` : category.name;
}
