import { ArrowRight } from 'lucide-react';
import { useId } from 'react';
import type { ProductSummary } from '#gateway/procedures.ts';
import { ShopLink } from '#shell/shop-link.tsx';
import { ProductGrid } from './product-grid.tsx';

interface ProductSectionProps {
  readonly title: string;
  readonly products: readonly ProductSummary[];
  readonly href?: string;
}

/** A titled row or two of products; nothing when there are none. */
export function ProductSection({ title, products, href }: ProductSectionProps) {
  const id = useId();
  if (products.length === 0) return null;
  return (
    <section aria-labelledby={id} className="shell pt-16">
      <div className="flex items-baseline justify-between gap-4">
        <h2 id={id} className="font-semibold text-title">
          {title}
        </h2>
        {href && (
          <ShopLink href={href} className="inline-flex min-h-8 items-center gap-1.5 font-medium text-primary hover:underline">
            See all <ArrowRight aria-hidden className="size-4" />
          </ShopLink>
        )}
      </div>
      <ProductGrid products={products} className="mt-6 lg:grid-cols-4" />
    </section>
  );
}
