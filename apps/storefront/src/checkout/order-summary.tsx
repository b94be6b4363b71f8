import { add, type Money, subtract } from '@tradewind/money';
import { Card } from '@tradewind/ui/card';
import { Price } from '@tradewind/ui/price';
import { ChevronDown } from 'lucide-react';
import { paidOf, payWith } from '#cart/cart-credit.ts';
import type { CartView } from '#cart/cart-view.ts';
import type { CheckoutPreview, Image, Order } from '#gateway/procedures.ts';
import { ProductImage } from '#product/product-image.tsx';
import { ShopLink } from '#shell/shop-link.tsx';
import { TotalsList } from './totals-list.tsx';
import type { Details } from './use-place-order.ts';

interface SummaryItem {
  readonly variantId: string;
  readonly title: string;
  readonly variantTitle: string;
  readonly quantity: number;
  readonly total: Money;
  readonly discount: Money;
  readonly image: Image | null;
}

interface OrderSummaryProps {
  readonly cart: CartView | null;
  /** Once it is placed its own figures are shown, which are exact. */
  readonly order: Order | null;
  /** As exact, where it is read before it is placed. */
  readonly preview: CheckoutPreview | null;
  readonly delivery: Details['option'] | null;
}

/** Folded on a phone, where only the total is seen until it is opened. */
export function OrderSummary({ cart, order, preview, delivery }: OrderSummaryProps) {
  const items: readonly SummaryItem[] = order?.items ?? cart?.items ?? [];
  const exact = order ?? preview;
  const total = exact?.totals.total ?? (cart && delivery ? add(cart.total, delivery.price) : cart?.total);
  const count = items.reduce((sum, item) => sum + item.quantity, 0);
  const title = `${count} ${count === 1 ? 'item' : 'items'}`;
  const content = (
    <>
      <SummaryItems items={items} />
      <div className="border-t px-5 py-4">
        {exact ? (
          <TotalsList
            totals={exact.totals}
            promotions={order?.promotions ?? cart?.promotions}
            payment={paidOf(exact.totals.total, exact.credit)}
          />
        ) : (
          cart && (
            <TotalsList
              totals={{ ...cart, shipping: delivery?.price, total: total ?? cart.total }}
              promotions={cart.promotions}
              payment={payWith(total ?? cart.total, cart)}
              isEstimate
            />
          )
        )}
        {!order && (
          <ShopLink href="/cart" className="mt-3 inline-flex min-h-6 items-center text-primary text-sm underline underline-offset-4">
            Change the cart
          </ShopLink>
        )}
      </div>
    </>
  );
  return (
    <Card>
      <details className="group lg:hidden">
        <summary className="flex min-h-14 list-none items-center gap-2 px-5">
          <span className="font-semibold">{title}</span>
          <ChevronDown aria-hidden className="size-4 transition-transform group-open:rotate-180" />
          {total && <Price value={total} className="ml-auto font-semibold" />}
        </summary>
        {content}
      </details>
      <div className="hidden lg:block">
        <h2 className="px-5 py-4 font-semibold">{title}</h2>
        {content}
      </div>
    </Card>
  );
}

function SummaryItems({ items }: { readonly items: readonly SummaryItem[] }) {
  return (
    <ul className="grid max-h-80 gap-4 overflow-y-auto border-t px-5 py-4">
      {items.map((item) => (
        <li key={item.variantId} className="flex gap-3.5">
          <ProductImage image={item.image && { ...item.image, alt: '' }} sizes="64px" className="size-16 shrink-0 rounded-control" />
          <div className="min-w-0 flex-1 text-sm">
            <p className="font-medium leading-snug">{item.title}</p>
            <p className="text-muted">{[item.variantTitle, `× ${item.quantity}`].filter(Boolean).join(' ')}</p>
          </div>
          <Price
            value={subtract(item.total, item.discount)}
            compareAt={item.discount.amountMinor > 0 ? item.total : null}
            className="justify-end text-sm"
          />
        </li>
      ))}
    </ul>
  );
}
