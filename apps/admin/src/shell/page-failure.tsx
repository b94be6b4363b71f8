'use client';

import { Button, buttonStyles } from '@tradewind/ui/button';
import { EmptyState } from '@tradewind/ui/empty-state';
import { CloudOff } from 'lucide-react';

export interface PageFailureProps {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}

/** Stands in for a page whose code failed. */
export function PageFailure({ error, reset }: PageFailureProps) {
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
            Go to the dashboard
          </a>
        </>
      }
    >
      Nothing was changed. Please try again in a moment.
      {error.digest && <p className="mt-2 text-sm">Reference {error.digest}</p>}
    </EmptyState>
  );
}
