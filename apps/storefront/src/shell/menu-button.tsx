'use client';

import { buttonStyles } from '@tradewind/ui/button';
import { cn } from '@tradewind/ui/cn';
import { Menu } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';

const MenuSheet = dynamic(() => import('./menu-sheet.tsx').then((module) => module.MenuSheet), { ssr: false });

export interface MenuLink {
  readonly slug: string;
  readonly name: string;
}

/** The categories on a small screen. The drawer's code loads with the first press. */
export function MenuButton({ categories }: { readonly categories: readonly MenuLink[] }) {
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  return (
    <>
      <button
        type="button"
        aria-label="Menu"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onPointerEnter={() => void import('./menu-sheet.tsx')}
        onClick={() => {
          setOpened(true);
          setOpen(true);
        }}
        className={cn(buttonStyles({ variant: 'ghost', size: 'icon' }), '-ml-2.5 lg:hidden')}
      >
        <Menu aria-hidden />
      </button>
      {wasOpened && <MenuSheet categories={categories} isOpen={isOpen} setOpen={setOpen} />}
    </>
  );
}
