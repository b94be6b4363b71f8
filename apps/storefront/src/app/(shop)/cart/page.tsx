import type { Metadata } from 'next';
import { CartPageView } from '#cart/cart-page-view.tsx';

export const metadata: Metadata = { title: 'Cart', robots: { index: false } };

/** Its header's categories come from the gateway, which is not there while building. */
export const dynamic = 'force-dynamic';

export default function CartPage() {
  return (
    <div className="shell pt-8">
      <h1 className="font-semibold text-title">Your cart</h1>
      <CartPageView />
    </div>
  );
}
