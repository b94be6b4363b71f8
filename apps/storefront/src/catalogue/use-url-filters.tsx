'use client';

import { useSearchParams } from 'next/navigation';
import { type ReactNode, Suspense, useCallback, useEffect, useState } from 'react';
import { type Filters, filterParams, parseFilters } from './filters.ts';

interface UrlFilters {
  readonly filters: Filters;
  readonly setFilters: (filters: Filters) => void;
  /** Must stand somewhere in the page. */
  readonly reader: ReactNode;
}

/**
 * The filters of the address. A static page is rendered without them, so they are read by a part of its own below, which
 * leaves the rest of the page as the server made it. Changing them changes the address without a trip to the server.
 */
export function useUrlFilters(initial: Filters): UrlFilters {
  const [filters, setState] = useState(initial);
  const take = useCallback((params: URLSearchParams) => {
    const next = parseFilters(params);
    setState((last) => (filterParams(last).toString() === filterParams(next).toString() ? last : next));
  }, []);
  const setFilters = useCallback((next: Filters) => {
    const search = filterParams(next).toString();
    window.history.pushState(null, '', search ? `?${search}` : window.location.pathname);
    setState(next);
  }, []);
  const reader = (
    <Suspense fallback={null}>
      <ParamsReader onRead={take} />
    </Suspense>
  );
  return { filters, setFilters, reader };
}

function ParamsReader({ onRead }: { readonly onRead: (params: URLSearchParams) => void }) {
  const params = useSearchParams();
  useEffect(() => onRead(new URLSearchParams(params)), [params, onRead]);
  return null;
}
