'use client';

import { Badge } from '@tradewind/ui/badge';
import { buttonStyles } from '@tradewind/ui/button';
import { Card, CardHeader, CardTitle } from '@tradewind/ui/card';
import { cn } from '@tradewind/ui/cn';
import Link from 'next/link';
import type { Dashboard } from '#gateway/procedures.ts';
import { Thumbnail } from '#parts/thumbnail.tsx';

const shown = 6;

/** Products of which a variant is nearly gone. */
export function LowStock({ products }: { readonly products: Dashboard['lowStock'] }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Low stock</CardTitle>
        <Link href="/products?low=true&status=active" className={cn(buttonStyles({ variant: 'link', size: 'sm' }), 'px-0')}>
          All with low stock
        </Link>
      </CardHeader>
      {products.length === 0 ? (
        <p className="px-5 pt-3 pb-6 text-muted sm:px-6">Every variant has enough.</p>
      ) : (
        <ul className="grid gap-3 p-5 sm:p-6">
          {products.slice(0, shown).map(({ id, title, image, available, variantCount, inStock }) => (
            <li key={id} className="flex items-center gap-3">
              <Thumbnail image={image} />
              <span className="min-w-0 flex-1">
                <Link href={`/products/${id}`} prefetch={false} className="flex min-h-6 items-center font-medium hover:underline">
                  {title}
                </Link>
                <span className="block text-muted text-sm">
                  {variantCount > 1 && `One of ${variantCount} variants, `}
                  {available.toLocaleString('en')} in all
                </span>
              </span>
              <Badge tone={inStock ? 'warning' : 'danger'}>{inStock ? 'Low' : 'Sold out'}</Badge>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
