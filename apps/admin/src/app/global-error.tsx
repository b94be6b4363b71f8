'use client';

import './globals.css';
import type { PageErrorProps } from '@tradewind/ui/page-failure';
import OfficeError from '#shell/office-error.tsx';

/** Stands in for the whole page when even the frame of it fails. */
export default function GlobalError(props: PageErrorProps) {
  return (
    <html lang="en">
      <body className="font-sans">
        <title>Something went wrong</title>
        <main>
          <OfficeError {...props} />
        </main>
      </body>
    </html>
  );
}
