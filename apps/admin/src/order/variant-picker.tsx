'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from '@tradewind/ui/button';
import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { query } from '#gateway/browser.ts';
import type { OrderItem } from '#gateway/procedures.ts';
import { SearchField } from '#parts/search-field.tsx';

interface VariantPickerProps {
  /** Variants that are there already. */
  readonly taken: ReadonlySet<string>;
  readonly onPick: (variant: { variantId: OrderItem['variantId']; title: string }) => void;
}

const limit = 6;

/** Finds products that are for sale, and offers their variants. */
export function VariantPicker({ taken, onPick }: VariantPickerProps) {
  const [sought, setSought] = useState('');
  const place = useRef<HTMLFieldSetElement>(null);
  const found = useQuery({
    queryKey: ['for-sale', sought],
    queryFn: ({ signal }) => query('catalog.suggest', { query: sought, limit }, signal),
    enabled: sought !== '',
    placeholderData: keepPreviousData,
  });
  const products = sought === '' ? [] : (found.data?.items ?? []);
  return (
    <fieldset ref={place} className="grid gap-3">
      <legend className="mb-2 font-medium text-sm">Add something</legend>
      <SearchField label="Find a product to add" value={sought} onChange={setSought} />
      {sought !== '' && found.isSuccess && products.length === 0 && (
        <p role="status" className="text-muted text-sm">
          Nothing for sale has this name.
        </p>
      )}
      {products.length > 0 && (
        <ul aria-label="Products found" className="grid gap-2">
          {products.map(({ slug, title }) => (
            <Variants
              key={slug}
              slug={slug}
              title={title}
              taken={taken}
              onPick={(variant) => {
                onPick(variant);
                place.current?.querySelector<HTMLElement>('input')?.focus();
              }}
            />
          ))}
        </ul>
      )}
    </fieldset>
  );
}

function Variants({ slug, title, taken, onPick }: VariantPickerProps & { readonly slug: string; readonly title: string }) {
  const { data } = useQuery({
    queryKey: ['for-sale', 'product', slug],
    queryFn: ({ signal }) => query('catalog.product', { slug }, signal),
    staleTime: 60_000,
  });
  const variants = (data?.product.variants ?? []).filter(({ id }) => !taken.has(id));
  return (
    <li className="flex flex-wrap items-center gap-2">
      <span className="font-medium">{title}</span>
      {variants.map((variant) => (
        <Button
          key={variant.id}
          variant="secondary"
          size="sm"
          aria-label={`Add ${[title, variant.title].filter(Boolean).join(', ')}`}
          onClick={() => onPick({ variantId: variant.id, title: [title, variant.title].filter(Boolean).join(', ') })}
        >
          <Plus aria-hidden /> {variant.title || 'Add'}
        </Button>
      ))}
    </li>
  );
}
