import { cn } from '@tradewind/ui/cn';
import { Skeleton } from '@tradewind/ui/skeleton';
import type { ProductSummary } from '#gateway/procedures.ts';
import { ProductCard } from './product-card.tsx';

const columns = 'grid grid-cols-2 gap-x-4 gap-y-8 sm:gap-x-6 md:grid-cols-3';

interface ProductGridProps {
  readonly products: readonly ProductSummary[];
  /** How many of the first pictures people wait for. */
  readonly priorityCount?: number;
  readonly headingLevel?: 'h2' | 'h3';
  readonly className?: string;
}

export function ProductGrid({ products, priorityCount = 0, headingLevel, className }: ProductGridProps) {
  return (
    <ul className={cn(columns, className)}>
      {products.map((product, index) => (
        <li key={product.id}>
          <ProductCard product={product} priority={index < priorityCount} headingLevel={headingLevel} />
        </li>
      ))}
    </ul>
  );
}

export function ProductGridSkeleton({ count = 9 }: { readonly count?: number }) {
  return (
    <div className={columns}>
      {Array.from({ length: count }, (_, index) => (
        <div key={`place-${index + 1}`}>
          <Skeleton className="aspect-square w-full rounded-card" />
          <Skeleton className="mt-3 h-4 w-4/5" />
          <Skeleton className="mt-2 h-4 w-1/3" />
        </div>
      ))}
    </div>
  );
}
