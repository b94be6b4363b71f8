'use client';

import { useQuery } from '@tanstack/react-query';
import { Badge } from '@tradewind/ui/badge';
import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import Link from 'next/link';
import { query } from '#gateway/browser.ts';
import type { Product } from '#gateway/procedures.ts';
import { DetailError } from '#parts/detail-error.tsx';
import { DetailSkeleton } from '#parts/detail-skeleton.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { When } from '#parts/when.tsx';
import { EditForm } from './edit-form.tsx';
import { productStatusWords } from './product-words.ts';
import { VariantsCard } from './variants-card.tsx';

export function EditProduct({ id }: { readonly id: string }) {
  const {
    data: product,
    error,
    refetch,
  } = useQuery({
    queryKey: ['product', id],
    // The cast: the id comes from the address, and the gateway checks its form.
    queryFn: ({ signal }) => query('admin.products.get', { productId: id as Product['id'] }, signal),
  });
  if (error && !product)
    return (
      <DetailError
        what="product"
        error={error}
        retry={refetch}
        list={{ href: '/products', label: 'All products' }}
        hint="Look for its name or SKU in the list."
      />
    );
  if (!product) return <DetailSkeleton what="product" cards={2} />;
  const status = productStatusWords[product.status];
  return (
    <>
      <Breadcrumbs items={[{ label: 'Products', href: '/products' }]} current={product.title} link={Link} />
      <PageHeader title={product.title}>
        <span className="flex flex-wrap items-center gap-3 text-sm">
          <Badge tone={status.tone}>{status.label}</Badge>
          <span>
            Created <When at={product.createdAt} />
          </span>
        </span>
      </PageHeader>
      <div className="grid items-start gap-5">
        <VariantsCard product={product} />
        <EditForm key={product.id} product={product} />
      </div>
    </>
  );
}
