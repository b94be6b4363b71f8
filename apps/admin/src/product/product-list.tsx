'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { buttonStyles } from '@tradewind/ui/button';
import { Checkbox } from '@tradewind/ui/checkbox';
import { Package, Plus } from 'lucide-react';
import Link from 'next/link';
import { useCallback } from 'react';
import { useMay } from '#account/use-may.ts';
import { query } from '#gateway/browser.ts';
import { FilterSelect } from '#parts/filter-select.tsx';
import { ListCard } from '#parts/list-card.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { Pager } from '#parts/pager.tsx';
import { SearchField } from '#parts/search-field.tsx';
import { ProductTable } from './product-table.tsx';
import { lowStock, productStatusWords } from './product-words.ts';
import { pathOf, useCategories } from './use-categories.ts';
import { useProductFilters } from './use-product-filters.ts';

const statusChoices = {
  active: productStatusWords.active.label,
  draft: productStatusWords.draft.label,
  archived: productStatusWords.archived.label,
};

export function ProductList() {
  const filters = useProductFilters();
  const { change } = filters;
  const categories = useCategories();
  const mayWrite = useMay('products:write');
  const input = {
    query: filters.query || undefined,
    status: filters.status ?? undefined,
    category: filters.category ?? undefined,
    availableAtMost: filters.low ? lowStock : undefined,
    cursor: filters.cursor.at(-1),
  };
  const products = useQuery({
    queryKey: ['products', input],
    queryFn: ({ signal }) => query('admin.products.list', input, signal),
    placeholderData: keepPreviousData,
  });
  const search = useCallback((text: string) => void change({ query: text }), [change]);
  const total = products.data?.total;
  const newLink = mayWrite && (
    <Link href="/products/new" className={buttonStyles()}>
      <Plus aria-hidden /> New product
    </Link>
  );

  return (
    <>
      <PageHeader title="Products" actions={newLink} />
      <search className="mb-4 flex flex-wrap items-center gap-2.5">
        <SearchField label="Product or SKU" value={filters.query} onChange={search} />
        <FilterSelect
          label="Status"
          all="Any status"
          value={filters.status}
          choices={statusChoices}
          onChange={(status) => void change({ status })}
        />
        <FilterSelect
          label="Category"
          all="Any category"
          value={filters.category}
          choices={Object.fromEntries(categories.map((category) => [category.slug, pathOf(category, categories)]))}
          onChange={(category) => void change({ category })}
        />
        <Checkbox checked={filters.low} onChange={({ target }) => void change({ low: target.checked })} className="px-1">
          Low stock
        </Checkbox>
      </search>
      <ListCard
        what="The products"
        query={products}
        clear={filters.isFiltered ? () => void filters.clear() : null}
        empty={{ icon: <Package />, title: 'No products yet', text: 'Make the first one, and it can be sold.', action: newLink }}
      >
        {(items) => <ProductTable products={items} />}
      </ListCard>
      <Pager
        label="Pages of products"
        trail={filters.cursor}
        next={products.data?.nextCursor ?? null}
        summary={!total ? undefined : `${total.toLocaleString('en')} ${total === 1 ? 'product' : 'products'}`}
        onChange={(cursor) => void filters.turn(cursor)}
      />
    </>
  );
}
