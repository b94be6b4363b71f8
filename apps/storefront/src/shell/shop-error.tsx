'use client';

import { Button, buttonStyles } from '@tradewind/ui/button';
import { EmptyState } from '@tradewind/ui/empty-state';
import { CloudOff } from 'lucide-react';

interface ErrorProps {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}

export default function ShopError({ error, reset }: ErrorProps) {
  return (
    <EmptyState
      as="h1"
      icon={<CloudOff />}
      title="Something went wrong"
      className="py-24"
      action={
        <>
          <Button onClick={reset}>Try again</Button>
          <a href="/" className={buttonStyles({ variant: 'secondary' })}>
            Go to the shop
          </a>
        </>
      }
    >
      It is our fault, not yours, and your cart is safe. Please try again in a moment.
      {error.digest && <p className="mt-2 text-sm">Reference {error.digest}</p>}
    </EmptyState>
  );
}
