'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useMemo, useState } from 'react';
import { DrawerContext } from './drawer-state.ts';

const CartDrawer = dynamic(() => import('./cart-drawer.tsx').then((module) => module.CartDrawer), { ssr: false });

/** Fetches the drawer's code, so that it is there when it is asked for. */
export function preloadCartDrawer(): void {
  void import('./cart-drawer.tsx');
}

/** Holds whether the drawer is open; its code loads when it opens for the first time. */
export function CartProvider({ children }: { readonly children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  if (isOpen && !wasOpened) setOpened(true);
  const state = useMemo(() => ({ isOpen, setOpen }), [isOpen]);
  return (
    <DrawerContext value={state}>
      {children}
      {wasOpened && <CartDrawer />}
    </DrawerContext>
  );
}
