import { subtract } from '@tradewind/money';
import { Price } from '@tradewind/ui/price';
import type { Order } from '#gateway/procedures.ts';
import { ProductImage } from '#product/product-image.tsx';
import { ShopLink } from '#shell/shop-link.tsx';

export function OrderItems({ items }: { readonly items: Order['items'] }) {
  return (
    <ul className="divide-y divide-line">
      {items.map((item) => (
        <li key={item.id} className="flex gap-4 py-4 first:pt-0 last:pb-0">
          <ProductImage image={item.image && { ...item.image, alt: '' }} sizes="80px" className="size-20 shrink-0 rounded-control" />
          <div className="min-w-0 flex-1">
            <ShopLink href={`/products/${item.productSlug}`} className="font-medium leading-snug hover:underline">
              {item.title}
            </ShopLink>
            <p className="text-muted text-sm">{[item.variantTitle, `× ${item.quantity}`].filter(Boolean).join(' ')}</p>
            {item.refundedQuantity > 0 && <p className="text-muted text-sm">{item.refundedQuantity} refunded</p>}
          </div>
          <Price
            value={subtract(item.total, item.discount)}
            compareAt={item.discount.amountMinor > 0 ? item.total : null}
            className="font-medium"
          />
        </li>
      ))}
    </ul>
  );
}
