'use client';

import './globals.css';
import { PageFailure, type PageFailureProps } from '#shell/page-failure.tsx';

/** Stands in for the whole page when even the frame of it fails. */
export default function GlobalError(props: PageFailureProps) {
  return (
    <html lang="en">
      <body className="font-sans">
        <title>Something went wrong</title>
        <main>
          <PageFailure {...props} />
        </main>
      </body>
    </html>
  );
}
