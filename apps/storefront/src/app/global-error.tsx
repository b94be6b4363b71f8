'use client';

import './globals.css';
import type { PageErrorProps } from '@tradewind/ui/page-failure';
import ShopError from '#shell/shop-error.tsx';

/** Stands in for the whole page when even the frame of it fails. */
export default function GlobalError(props: PageErrorProps) {
  return (
    <html lang="en">
      <body className="font-sans">
        <title>Something went wrong</title>
        <main>
          <ShopError {...props} />
        </main>
      </body>
    </html>
  );
}
