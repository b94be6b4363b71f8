'use client';

import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { Button } from '@tradewind/ui/button';
import { Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { query } from '#gateway/browser.ts';
import type { Product } from '#gateway/procedures.ts';
import { SearchField } from '#parts/search-field.tsx';

interface ProductPickerProps {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

const limit = 8;

/** Products that were chosen, and a search for more. */
export function ProductPicker({ chosen, onChange }: ProductPickerProps) {
  const [sought, setSought] = useState('');
  const place = useRef<HTMLFieldSetElement>(null);
  const input = { query: sought, limit };
  const found = useQuery({
    queryKey: ['products', input],
    queryFn: ({ signal }) => query('admin.products.list', input, signal),
    enabled: sought !== '',
    placeholderData: keepPreviousData,
  });
  const titles = useQueries({
    queries: chosen.map((id) => ({
      queryKey: ['product', id],
      // The cast: the ids come from the list of products.
      queryFn: ({ signal }: { signal: AbortSignal }) => query('admin.products.get', { productId: id as Product['id'] }, signal),
      staleTime: 60_000,
    })),
  });
  const others = sought === '' ? [] : (found.data?.items ?? []).filter(({ id }) => !chosen.includes(id));
  const backToSearch = () => place.current?.querySelector<HTMLElement>('input')?.focus();
  return (
    <fieldset ref={place} className="grid gap-3">
      <legend className="mb-2 font-medium text-sm">Products</legend>
      {chosen.length > 0 && (
        <ul aria-label="Chosen products" className="grid gap-1.5">
          {chosen.map((id, index) => {
            const title = titles[index]?.data?.title ?? id;
            return (
              <li key={id} className="flex items-center gap-2">
                <span>{title}</span>
                <Button
                  variant="ghost"
                  size="icon-sm"
                  aria-label={`Remove ${title}`}
                  onClick={() => {
                    onChange(chosen.filter((other) => other !== id));
                    backToSearch();
                  }}
                >
                  <X aria-hidden />
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      <SearchField label="Find a product to add" value={sought} onChange={setSought} />
      {others.length > 0 && (
        <ul aria-label="Products found" className="grid gap-1">
          {others.map(({ id, title }) => (
            <li key={id}>
              <Button
                variant="ghost"
                size="sm"
                onClick={() => {
                  onChange([...chosen, id]);
                  backToSearch();
                }}
              >
                <Plus aria-hidden /> {title}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}
