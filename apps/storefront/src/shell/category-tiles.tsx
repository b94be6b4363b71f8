import type { Category } from '#gateway/procedures.ts';
import { ProductImage } from '#product/product-image.tsx';
import { ShopLink } from '#shell/shop-link.tsx';

export function CategoryTiles({ categories }: { readonly categories: readonly Category[] }) {
  if (categories.length === 0) return null;
  return (
    <section aria-labelledby="categories" className="shell pt-14">
      <h2 id="categories" className="font-semibold text-title">
        Shop by category
      </h2>
      <ul className="mt-6 grid grid-cols-2 gap-3 sm:grid-cols-4 sm:gap-4">
        {categories.slice(0, 8).map((category) => (
          <li key={category.id}>
            <ShopLink
              href={`/categories/${category.slug}`}
              className="group flex h-full items-center gap-2.5 overflow-hidden rounded-card border bg-surface shadow-card transition-colors hover:border-line-strong"
            >
              <ProductImage
                image={category.image && { ...category.image, alt: '' }}
                sizes="(min-width: 40rem) 96px, 72px"
                className="size-16 shrink-0 sm:size-24"
              />
              <span className="min-w-0 py-3 pr-2 sm:px-2">
                <span className="block font-medium text-sm leading-snug sm:text-base group-hover:underline">{category.name}</span>
                <span className="text-muted text-sm">{category.productCount} things</span>
              </span>
            </ShopLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
