import { add, type Money } from '@tradewind/money';
import { Card } from '@tradewind/ui/card';
import { Price } from '@tradewind/ui/price';
import Link from 'next/link';
import type { CartView } from '#cart/cart-view.ts';
import type { Image, Order } from '#gateway/procedures.ts';
import { ProductImage } from '#product/product-image.tsx';
import { TotalsList } from './totals-list.tsx';
import type { Details } from './use-place-order.ts';

interface SummaryItem {
  readonly variantId: string;
  readonly title: string;
  readonly variantTitle: string;
  readonly quantity: number;
  readonly total: Money;
  readonly image: Image | null;
}

interface OrderSummaryProps {
  readonly cart: CartView | null;
  /** Once it is placed its own figures are shown, which are exact. */
  readonly order: Order | null;
  readonly delivery: Details['option'] | null;
}

export function OrderSummary({ cart, order, delivery }: OrderSummaryProps) {
  const items: readonly SummaryItem[] = order?.items ?? cart?.items ?? [];
  const total = order?.totals.total ?? (cart && delivery ? add(cart.total, delivery.price) : cart?.total);
  const count = items.reduce((sum, item) => sum + item.quantity, 0);
  return (
    <Card>
      <details open className="group">
        <summary className="flex list-none items-center justify-between px-5 py-4">
          <h2 className="font-semibold">
            {count} {count === 1 ? 'item' : 'items'}
          </h2>
          {total && <Price value={total} className="font-semibold lg:hidden" />}
        </summary>
        <ul className="grid max-h-80 gap-4 overflow-y-auto border-t px-5 py-4">
          {items.map((item) => (
            <li key={item.variantId} className="flex gap-3.5">
              <ProductImage image={item.image && { ...item.image, alt: '' }} sizes="64px" className="size-16 shrink-0 rounded-control" />
              <div className="min-w-0 flex-1 text-sm">
                <p className="font-medium leading-snug">{item.title}</p>
                <p className="text-muted">{[item.variantTitle, `× ${item.quantity}`].filter(Boolean).join(' ')}</p>
              </div>
              <Price value={item.total} className="text-sm" />
            </li>
          ))}
        </ul>
      </details>
      <div className="border-t px-5 py-4">
        {order ? (
          <TotalsList totals={order.totals} />
        ) : (
          cart && (
            <TotalsList
              totals={{ subtotal: cart.subtotal, discount: cart.discount, shipping: delivery?.price, total: total ?? cart.total }}
              isEstimate
            />
          )
        )}
        {!order && (
          <Link href="/cart" className="mt-3 inline-flex min-h-6 items-center text-primary text-sm underline underline-offset-4">
            Change the cart
          </Link>
        )}
      </div>
    </Card>
  );
}
