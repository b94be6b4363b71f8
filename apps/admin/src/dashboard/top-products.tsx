'use client';

import { formatMoney } from '@tradewind/money';
import { Card, CardHeader, CardTitle } from '@tradewind/ui/card';
import Link from 'next/link';
import type { Dashboard } from '#gateway/procedures.ts';
import { Thumbnail } from '#parts/thumbnail.tsx';

interface TopProductsProps {
  readonly products: Dashboard['topProducts'];
  readonly areLinks: boolean;
}

const shown = 6;

export function TopProducts({ products, areLinks }: TopProductsProps) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Top products</CardTitle>
      </CardHeader>
      {products.length === 0 ? (
        <p className="px-5 pt-3 pb-6 text-muted sm:px-6">Nothing was sold in this time.</p>
      ) : (
        <ol className="grid gap-3 p-5 sm:p-6">
          {products.slice(0, shown).map(({ productSlug, title, quantity, revenue, image }) => (
            <li key={productSlug} className="flex items-center gap-3">
              <Thumbnail image={image} />
              <span className="min-w-0 flex-1">
                {areLinks ? (
                  <Link
                    href={`/products?query=${encodeURIComponent(title)}`}
                    prefetch={false}
                    className="flex min-h-6 items-center font-medium hover:underline"
                  >
                    {title}
                  </Link>
                ) : (
                  <span className="block font-medium">{title}</span>
                )}
                <span className="block text-muted text-sm">{quantity} sold</span>
              </span>
              <span className="font-medium tabular-nums">{formatMoney(revenue)}</span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
