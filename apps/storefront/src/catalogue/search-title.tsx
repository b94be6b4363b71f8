'use client';

import { noFilters } from './filters.ts';
import { useUrlFilters } from './use-url-filters.tsx';

export function SearchTitle({ initialQuery }: { readonly initialQuery: string }) {
  const { filters, reader } = useUrlFilters({ ...noFilters, query: initialQuery });
  return (
    <h1 className="break-words font-semibold text-title">
      {reader}
      {filters.query ? `Results for “${filters.query}”` : 'Everything we sell'}
    </h1>
  );
}
