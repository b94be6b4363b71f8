'use client';

import { subtract } from '@tradewind/money';
import { buttonStyles } from '@tradewind/ui/button';
import { cn } from '@tradewind/ui/cn';
import { Price } from '@tradewind/ui/price';
import { QuantityStepper } from '@tradewind/ui/quantity-stepper';
import { Trash2 } from 'lucide-react';
import { useRef } from 'react';
import type { CartItem } from '#gateway/procedures.ts';
import { ProductImage } from '#product/product-image.tsx';
import { ShopLink } from '#shell/shop-link.tsx';
import { cartProblem, useChangeCart } from './use-cart.ts';

interface CartLinesProps {
  readonly items: readonly CartItem[];
  /** Somebody follows a link out of the list. */
  readonly onLeave?: () => void;
}

export function CartLines({ items, onLeave }: CartLinesProps) {
  const list = useRef<HTMLUListElement>(null);
  // Focus stays in the list when the line that had it goes away.
  const focusList = () => list.current?.focus();
  return (
    <ul ref={list} tabIndex={-1} aria-label="Items in your cart" className="divide-y divide-line outline-none">
      {items.map((item) => (
        <CartRow key={item.variantId} item={item} onLeave={onLeave} onRemoved={focusList} />
      ))}
    </ul>
  );
}

interface CartRowProps {
  readonly item: CartItem;
  readonly onLeave: (() => void) | undefined;
  readonly onRemoved: () => void;
}

function CartRow({ item, onLeave, onRemoved }: CartRowProps) {
  const { mutate, error } = useChangeCart();
  const name = item.variantTitle ? `${item.title}, ${item.variantTitle}` : item.title;
  const change = (quantity: number) => mutate({ line: item, quantity });
  return (
    <li className="flex gap-4 py-5 first:pt-0">
      <ShopLink href={`/products/${item.productSlug}`} onClick={onLeave} tabIndex={-1} aria-hidden className="shrink-0">
        <ProductImage image={item.image} sizes="96px" className="size-24 rounded-card" />
      </ShopLink>
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex justify-between gap-3">
          <div className="min-w-0">
            <ShopLink href={`/products/${item.productSlug}`} onClick={onLeave} className="font-medium leading-snug hover:underline">
              {item.title}
            </ShopLink>
            {item.variantTitle && <p className="text-muted text-sm">{item.variantTitle}</p>}
          </div>
          <Price
            value={subtract(item.total, item.discount)}
            compareAt={item.discount.amountMinor > 0 ? item.total : null}
            className="shrink-0 justify-end font-medium"
          />
        </div>
        <div className="mt-auto flex items-center justify-between pt-3">
          <QuantityStepper label={name} size="sm" value={item.quantity} max={Math.max(item.quantity, item.available)} onChange={change} />
          <button
            type="button"
            aria-label={`Remove ${name}`}
            onClick={() => {
              onRemoved();
              change(0);
            }}
            className={cn(buttonStyles({ variant: 'ghost', size: 'icon-sm' }), 'text-muted')}
          >
            <Trash2 aria-hidden />
          </button>
        </div>
        {item.available < item.quantity && (
          <p className="mt-2 text-danger text-sm">
            {item.available > 0 ? `Only ${item.available} left: please take fewer.` : 'Sold out: please remove it.'}
          </p>
        )}
        {error && <p className="mt-2 text-danger text-sm">{cartProblem(error)}</p>}
      </div>
    </li>
  );
}
