'use client';

import { Button } from '@tradewind/ui/button';
import { EmptyState } from '@tradewind/ui/empty-state';
import { CloudOff } from 'lucide-react';

interface LoadErrorProps {
  /** What could not be loaded: "The orders". */
  readonly what: string;
  readonly error: Error;
  readonly retry: () => unknown;
  readonly as?: 'h1' | 'h2';
}

export function LoadError({ what, error, retry, as }: LoadErrorProps) {
  return (
    <div role="alert">
      <EmptyState
        as={as}
        icon={<CloudOff />}
        title={`${what} could not be loaded`}
        action={<Button onClick={() => void retry()}>Try again</Button>}
      >
        {error.message}
      </EmptyState>
    </div>
  );
}
