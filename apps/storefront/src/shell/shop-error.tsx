'use client';

import { type PageErrorProps, PageFailure } from '@tradewind/ui/page-failure';

export default function ShopError(props: PageErrorProps) {
  return (
    <PageFailure {...props} home="Go to the shop">
      It is our fault, not yours, and your cart is safe. Please try again in a moment.
    </PageFailure>
  );
}
