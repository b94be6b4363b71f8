import { buttonStyles } from '@tradewind/ui/button';
import { ThemeToggle } from '@tradewind/ui/theme';
import { User } from 'lucide-react';
import { CartButton } from '#cart/cart-button.tsx';
import { SearchBox } from '#catalogue/search-box.tsx';
import type { Category } from '#gateway/procedures.ts';
import { ShopLink } from '#shell/shop-link.tsx';
import { HomeLink } from './home-link.tsx';
import { MenuButton } from './menu-button.tsx';

export function Header({ categories }: { readonly categories: readonly Category[] }) {
  const links = categories.filter((category) => category.parentId === null).map(({ slug, name }) => ({ slug, name }));
  return (
    <>
      <header className="sticky top-0 z-40 border-b bg-background/95 backdrop-blur-sm">
        <div className="shell flex h-16 items-center gap-1 sm:gap-3">
          <MenuButton categories={links} />
          <HomeLink />
          <div className="mx-auto hidden w-full max-w-md px-4 md:block">
            <SearchBox />
          </div>
          <div className="ml-auto flex items-center md:ml-0">
            <ThemeToggle />
            <ShopLink href="/account" aria-label="Account" className={buttonStyles({ variant: 'ghost', size: 'icon' })}>
              <User aria-hidden />
            </ShopLink>
            <CartButton />
          </div>
        </div>
        {links.length > 0 && (
          <nav aria-label="Categories" className="shell hidden lg:block">
            <ul className="-mx-3 flex flex-wrap pb-1.5">
              {links.map((category) => (
                <li key={category.slug}>
                  <ShopLink
                    href={`/categories/${category.slug}`}
                    className="flex h-9 items-center rounded-control px-3 text-muted text-sm hover:bg-sunken hover:text-ink"
                  >
                    {category.name}
                  </ShopLink>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </header>
      {/* Not in what stays on top: a phone has little room. */}
      <div className="shell py-3 md:hidden">
        <SearchBox />
      </div>
    </>
  );
}
