'use client';

import './globals.css';
import ShopError from '#shell/shop-error.tsx';

interface ErrorProps {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}

/** Stands in for the whole page when even the frame of it fails. */
export default function GlobalError(props: ErrorProps) {
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
