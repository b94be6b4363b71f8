'use client';

import dynamic from 'next/dynamic';
import { createContext, type ReactNode, use, useMemo, useState } from 'react';

interface CartDrawerState {
  readonly isOpen: boolean;
  readonly setOpen: (open: boolean) => void;
}

const DrawerContext = createContext<CartDrawerState | null>(null);

const CartDrawer = dynamic(() => import('./cart-drawer.tsx').then((module) => module.CartDrawer), { ssr: false });

/** Fetches the drawer's code, so that it is there when it is asked for. */
export function preloadCartDrawer(): void {
  void import('./cart-drawer.tsx');
}

export function useCartDrawer(): CartDrawerState {
  const state = use(DrawerContext);
  if (!state) throw new Error('useCartDrawer stands outside of CartProvider');
  return state;
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
