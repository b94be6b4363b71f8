'use client';

import { Alert } from '@tradewind/ui/alert';
import { Button, buttonStyles } from '@tradewind/ui/button';
import { Card, CardContent } from '@tradewind/ui/card';
import { cn } from '@tradewind/ui/cn';
import { EmptyState } from '@tradewind/ui/empty-state';
import { ShoppingBag } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { TotalsList } from '#checkout/totals-list.tsx';
import { ShopLink } from '#shell/shop-link.tsx';
import { useStore } from '#shell/use-store.ts';
import { payWith } from './cart-credit.ts';
import { CartLines } from './cart-lines.tsx';
import { CartSkeleton } from './cart-skeleton.tsx';
import { CurrencySelect } from './currency-select.tsx';
import { PayWithCredit } from './pay-with-credit.tsx';
import { PromotionCodes } from './promotion-codes.tsx';
import { useCart } from './use-cart.ts';

export function CartPageView() {
  const { cart, isPending, error, refetch } = useCart();
  const { data: store } = useStore();
  const empty = useRef<HTMLDivElement>(null);
  const wasFilled = useRef(false);
  const isEmpty = !cart || cart.items.length === 0;
  // With the last line goes the button that had the focus.
  useEffect(() => {
    if (isEmpty && wasFilled.current) empty.current?.focus();
    wasFilled.current = !isEmpty;
  }, [isEmpty]);
  if (isPending) {
    return (
      <div className="mt-8 max-w-2xl">
        <CartSkeleton />
      </div>
    );
  }
  if (error && !cart) {
    return (
      <Alert tone="danger" title="Your cart could not be loaded" className="mt-8 max-w-xl">
        <Button variant="secondary" size="sm" className="mt-2" onClick={() => void refetch()}>
          Try again
        </Button>
      </Alert>
    );
  }
  if (isEmpty) {
    return (
      <div ref={empty} tabIndex={-1} className="outline-none">
        <EmptyState
          icon={<ShoppingBag />}
          title="Your cart is empty"
          action={
            <ShopLink href="/search" className={buttonStyles()}>
              Look around
            </ShopLink>
          }
        >
          Whatever you add will wait for you here.
        </EmptyState>
      </div>
    );
  }
  return (
    <div className="mt-8 grid gap-8 lg:grid-cols-[1fr_22rem] lg:gap-14">
      <CartLines items={cart.items} />
      <aside aria-label="Summary" className="lg:sticky lg:top-36 lg:self-start">
        <Card>
          <CardContent>
            <CurrencySelect choices={store?.currencies ?? []} />
            <div className="my-5 border-t" />
            <PromotionCodes promotions={cart.promotions} />
            <div className="my-5 border-t" />
            <PayWithCredit cart={cart} />
            <div className="my-5 border-t" />
            <TotalsList totals={cart} promotions={cart.promotions} payment={payWith(cart.total, cart)} isEstimate />
            <p className="mt-2 text-muted text-sm">Delivery and taxes come next.</p>
            <ShopLink href="/checkout" className={cn(buttonStyles({ size: 'lg' }), 'mt-5 w-full')}>
              Check out
            </ShopLink>
          </CardContent>
        </Card>
      </aside>
    </div>
  );
}
