'use client';

import { buttonStyles } from '@tradewind/ui/button';
import { cn } from '@tradewind/ui/cn';
import { Sheet, SheetContent, SheetTrigger } from '@tradewind/ui/sheet';
import { Menu } from 'lucide-react';
import { useState } from 'react';
import type { Permission } from '#gateway/procedures.ts';
import { SectionLinks } from './section-links.tsx';

/** The navigation of a narrow screen. */
export function MenuButton({ permissions }: { readonly permissions: readonly Permission[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Sheet open={isOpen} onOpenChange={setOpen}>
      <SheetTrigger aria-label="Menu" className={cn(buttonStyles({ variant: 'ghost', size: 'icon' }), '-ml-2 lg:hidden')}>
        <Menu aria-hidden />
      </SheetTrigger>
      <SheetContent title="Menu" side="left">
        <nav aria-label="Main">
          <SectionLinks permissions={permissions} onFollow={() => setOpen(false)} />
        </nav>
      </SheetContent>
    </Sheet>
  );
}
