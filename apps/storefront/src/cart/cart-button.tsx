'use client';

import { buttonStyles } from '@tradewind/ui/button';
import { cn } from '@tradewind/ui/cn';
import { ShoppingBag } from 'lucide-react';
import { useEffect } from 'react';
import { rememberCurrency } from '#shell/currency.tsx';
import { preloadCartDrawer } from './cart-provider.tsx';
import { useCartDrawer } from './drawer-state.ts';
import { useCart } from './use-cart.ts';

export function CartButton() {
  const { cart } = useCart();
  const { setOpen } = useCartDrawer();
  const count = cart?.count ?? 0;
  // Everything is shown in what the cart is paid in, also when it was filled elsewhere.
  const currency = cart?.currency;
  useEffect(() => {
    if (currency) rememberCurrency(currency);
  }, [currency]);
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={count === 0 ? 'Cart, empty' : `Cart, ${count} ${count === 1 ? 'item' : 'items'}`}
      onPointerEnter={preloadCartDrawer}
      onFocus={preloadCartDrawer}
      onClick={() => setOpen(true)}
      className={cn(buttonStyles({ variant: 'ghost', size: 'icon' }), 'relative')}
    >
      <ShoppingBag aria-hidden />
      {count > 0 && (
        <span className="absolute top-0.5 right-0 grid h-5 min-w-5 place-items-center rounded-full bg-primary px-1 font-semibold text-[0.6875rem] text-on-primary tabular-nums">
          {count > 99 ? '99+' : count}
        </span>
      )}
    </button>
  );
}
