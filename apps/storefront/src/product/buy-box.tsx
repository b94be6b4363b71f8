'use client';

import { Button } from '@tradewind/ui/button';
import { QuantityStepper } from '@tradewind/ui/quantity-stepper';
import { Check, PackageCheck, RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import { preloadCartDrawer } from '#cart/cart-provider.tsx';
import { useCartDrawer } from '#cart/drawer-state.ts';
import { cartProblem, useAddToCart } from '#cart/use-cart.ts';
import type { Product, Variant } from '#gateway/procedures.ts';
import { useCurrency } from '#shell/currency.tsx';
import { localPrice } from './local-price.tsx';

interface BuyBoxProps {
  readonly product: Product;
  readonly variant: Variant | undefined;
}

const few = 5;

export function BuyBox({ product, variant }: BuyBoxProps) {
  const [quantity, setQuantity] = useState(1);
  const currency = useCurrency();
  const { add, isPending, error } = useAddToCart();
  const { setOpen } = useCartDrawer();
  const available = variant?.available ?? 0;

  async function addToCart() {
    if (!variant) return;
    const line = {
      variantId: variant.id,
      sku: variant.sku,
      title: product.title,
      variantTitle: product.options.length > 0 ? variant.title : '',
      productSlug: product.slug,
      unitPrice: localPrice(variant, currency),
      image: variant.image ?? product.images[0] ?? null,
      available: variant.available,
    };
    try {
      await add(line, quantity);
      setOpen(true);
    } catch {
      // What went wrong stands below the button.
    }
  }

  return (
    <div className="mt-7">
      <Stock available={available} isMade={variant !== undefined} />
      <div className="mt-4 flex gap-3">
        {available > 0 && <QuantityStepper label={product.title} value={quantity} max={Math.min(available, 99)} onChange={setQuantity} />}
        <Button
          size="lg"
          className="h-11.5 flex-1"
          disabled={available === 0}
          pending={isPending}
          onPointerEnter={preloadCartDrawer}
          onFocus={preloadCartDrawer}
          onClick={() => void addToCart()}
        >
          {available > 0 ? 'Add to cart' : 'Sold out'}
        </Button>
      </div>
      {error && (
        <p role="alert" className="mt-3 text-danger text-sm">
          {cartProblem(error)}
        </p>
      )}
      <ul className="mt-7 grid gap-2.5 border-t pt-6 text-muted text-sm">
        <li className="flex items-center gap-2.5">
          <PackageCheck aria-hidden className="size-4.5 shrink-0 text-primary" /> Sent within a day; what delivery costs is told before you
          pay
        </li>
        <li className="flex items-center gap-2.5">
          <RotateCcw aria-hidden className="size-4.5 shrink-0 text-primary" /> Cancel free of charge until it is packed
        </li>
      </ul>
    </div>
  );
}

function Stock({ available, isMade }: { readonly available: number; readonly isMade: boolean }) {
  if (available === 0) {
    return (
      <p className="flex items-center gap-2 font-medium text-danger text-sm">
        <X aria-hidden className="size-4" /> {isMade ? 'Sold out' : 'Not made in this combination'}
      </p>
    );
  }
  return (
    <p
      className={
        available <= few
          ? 'flex items-center gap-2 font-medium text-sm text-warning'
          : 'flex items-center gap-2 font-medium text-sm text-success'
      }
    >
      <Check aria-hidden className="size-4" /> {available <= few ? `Only ${available} left` : 'In stock'}
    </p>
  );
}
