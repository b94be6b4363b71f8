'use client';

import { Sheet, SheetContent } from '@tradewind/ui/sheet';
import { ChevronRight } from 'lucide-react';
import { ShopLink } from '#shell/shop-link.tsx';
import type { MenuLink } from './menu-button.tsx';

interface MenuSheetProps {
  readonly categories: readonly MenuLink[];
  readonly isOpen: boolean;
  readonly setOpen: (open: boolean) => void;
}

export function MenuSheet({ categories, isOpen, setOpen }: MenuSheetProps) {
  const links = [
    ...categories.map(({ slug, name }) => ({ href: `/categories/${slug}`, name })),
    { href: '/search', name: 'Everything' },
    { href: '/account', name: 'Account and orders' },
  ];
  return (
    <Sheet open={isOpen} onOpenChange={setOpen}>
      <SheetContent title="Menu" side="left">
        <nav aria-label="Shop">
          <ul className="-mx-2">
            {links.map(({ href, name }) => (
              <li key={href}>
                <ShopLink
                  href={href}
                  onClick={() => setOpen(false)}
                  className="flex h-12 items-center justify-between rounded-control px-3 font-medium hover:bg-sunken"
                >
                  {name}
                  <ChevronRight aria-hidden className="size-4 text-muted" />
                </ShopLink>
              </li>
            ))}
          </ul>
        </nav>
      </SheetContent>
    </Sheet>
  );
}
