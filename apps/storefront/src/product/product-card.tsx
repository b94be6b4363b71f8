import { Badge } from '@tradewind/ui/badge';
import { Star } from 'lucide-react';
import type { ProductSummary } from '#gateway/procedures.ts';
import { ShopLink } from '#shell/shop-link.tsx';
import { LocalPrice } from './local-price.tsx';
import { ProductImage } from './product-image.tsx';

interface ProductCardProps {
  readonly product: ProductSummary;
  readonly priority?: boolean;
  readonly headingLevel?: 'h2' | 'h3';
}

/** The name is the link and its target is the whole card. */
export function ProductCard({ product, priority = false, headingLevel: Heading = 'h3' }: ProductCardProps) {
  const reduced = product.compareAtPrice && product.compareAtPrice.amountMinor > product.price.amountMinor;
  return (
    <article className="group relative flex flex-col">
      <div className="relative overflow-hidden rounded-card bg-sunken">
        <ProductImage
          image={product.image && { ...product.image, alt: '' }}
          priority={priority}
          sizes="(min-width: 80rem) 18rem, (min-width: 48rem) 30vw, 46vw"
          className="w-full transition-transform duration-500 ease-out group-hover:scale-[1.03]"
        />
        <div className="absolute top-3 left-3 flex gap-1.5">
          {!product.inStock && <Badge>Sold out</Badge>}
          {product.inStock && reduced && <Badge tone="accent">Sale</Badge>}
        </div>
      </div>
      <div className="flex flex-1 flex-col gap-1 px-0.5 pt-3">
        <Heading className="font-medium text-[0.9375rem] leading-snug">
          <ShopLink href={`/products/${product.slug}`} className="after:absolute after:inset-0 after:rounded-card">
            {product.title}
          </ShopLink>
        </Heading>
        <div className="flex flex-wrap items-center justify-between gap-x-3 text-[0.9375rem]">
          <LocalPrice of={product} className="font-semibold" />
          {product.rating !== null && (
            <span className="flex items-center gap-1 text-muted text-sm">
              <Star aria-hidden className="size-3.5 fill-current" />
              <span className="sr-only">Rated </span>
              {product.rating.toFixed(1)}
            </span>
          )}
        </div>
      </div>
    </article>
  );
}
