'use client';

import { createContext, use } from 'react';

export interface DrawerState {
  readonly isOpen: boolean;
  readonly setOpen: (open: boolean) => void;
}

export const DrawerContext = createContext<DrawerState | null>(null);

/** Whether the cart's drawer is open, for who opens it and for itself. */
export function useCartDrawer(): DrawerState {
  const state = use(DrawerContext);
  if (!state) throw new Error('useCartDrawer stands outside of CartProvider');
  return state;
}
