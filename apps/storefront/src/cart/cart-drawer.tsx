'use client';

import { buttonStyles } from '@tradewind/ui/button';
import { EmptyState } from '@tradewind/ui/empty-state';
import { Price } from '@tradewind/ui/price';
import { Sheet, SheetContent } from '@tradewind/ui/sheet';
import { ShoppingBag } from 'lucide-react';
import { ShopLink } from '#shell/shop-link.tsx';
import { CartLines } from './cart-lines.tsx';
import { CartSkeleton } from './cart-skeleton.tsx';
import { useCartDrawer } from './drawer-state.ts';
import { useCart } from './use-cart.ts';

export function CartDrawer() {
  const { isOpen, setOpen } = useCartDrawer();
  const { cart, isPending } = useCart();
  const close = () => setOpen(false);
  const filled = cart !== null && cart.items.length > 0;
  const footer = filled && (
    <>
      <div className="flex items-baseline justify-between">
        <span className="font-medium">{cart.discount.amountMinor > 0 ? 'After discounts' : 'Subtotal'}</span>
        <Price value={cart.total} className="font-semibold text-lg" />
      </div>
      <p className="mt-1 text-muted text-sm">Delivery and taxes come next.</p>
      <div className="mt-4 grid gap-2.5">
        <ShopLink href="/checkout" onClick={close} className={buttonStyles({ size: 'lg' })}>
          Check out
        </ShopLink>
        <ShopLink href="/cart" onClick={close} className={buttonStyles({ variant: 'secondary' })}>
          View cart
        </ShopLink>
      </div>
    </>
  );
  return (
    <Sheet open={isOpen} onOpenChange={setOpen}>
      <SheetContent title="Your cart" footer={footer || undefined}>
        {isPending && <CartSkeleton />}
        {!isPending && !filled && (
          <EmptyState
            as="p"
            icon={<ShoppingBag />}
            title="Your cart is empty"
            action={
              <ShopLink href="/" onClick={close} className={buttonStyles()}>
                Look around
              </ShopLink>
            }
          >
            Whatever you add will wait for you here.
          </EmptyState>
        )}
        {filled && <CartLines items={cart.items} onLeave={close} />}
      </SheetContent>
    </Sheet>
  );
}
