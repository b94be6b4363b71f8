import { buttonStyles } from '@tradewind/ui/button';
import { cn } from '@tradewind/ui/cn';
import { ArrowRight } from 'lucide-react';
import type { ProductSummary } from '#gateway/procedures.ts';
import { ProductImage } from '#product/product-image.tsx';
import { ShopLink } from '#shell/shop-link.tsx';

const places = ['col-span-2 row-span-2', '', ''];

export function Hero({ products }: { readonly products: readonly ProductSummary[] }) {
  return (
    <section className="bg-deep text-on-deep">
      <div className="shell grid items-center gap-10 py-10 sm:py-14 lg:grid-cols-[1.05fr_1fr] lg:gap-16 lg:py-20">
        <div>
          <p className="font-medium text-on-deep-muted text-sm">Autumn at Tradewind</p>
          <h1 className="mt-3 font-semibold text-display">Good things, carried to your door.</h1>
          <p className="mt-5 max-w-md text-lg text-on-deep-muted text-pretty">
            For the kitchen, the trail and the evening after: well made, fairly priced, and on their way within a day.
          </p>
          <div className="mt-8 flex flex-wrap gap-3">
            <ShopLink href="/search" className={cn(buttonStyles({ size: 'lg' }), 'bg-on-deep text-deep hover:bg-white')}>
              Shop everything <ArrowRight aria-hidden />
            </ShopLink>
            <ShopLink
              href="/search?sort=newest"
              className={cn(buttonStyles({ size: 'lg', variant: 'ghost' }), 'border border-white/40 text-on-deep hover:bg-white/10')}
            >
              See what is new
            </ShopLink>
          </div>
        </div>
        {products.length === 3 && (
          <ul className="grid grid-cols-3 grid-rows-2 gap-3 sm:gap-4">
            {products.map((product, index) => (
              <li key={product.id} className={places[index]}>
                <ShopLink
                  href={`/products/${product.slug}`}
                  className="block h-full overflow-hidden rounded-panel focus-visible:outline-on-deep"
                >
                  <ProductImage
                    image={product.image && { ...product.image, alt: product.title }}
                    priority={index === 0}
                    sizes={index === 0 ? '(min-width: 64rem) 26rem, 62vw' : '(min-width: 64rem) 13rem, 30vw'}
                    className="h-full w-full transition-transform duration-500 hover:scale-[1.03]"
                  />
                </ShopLink>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
