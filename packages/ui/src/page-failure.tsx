'use client';

import { CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, buttonStyles } from './button.tsx';
import { EmptyState } from './empty-state.tsx';

/** What Next gives a page that stands in for one whose code failed. */
export interface PageErrorProps {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}

interface PageFailureProps extends PageErrorProps {
  /** What the link to the start says. */
  readonly home: string;
  /** What the failure means for whoever looks. */
  readonly children: ReactNode;
}

/** Stands in for a page whose code failed. */
export function PageFailure({ error, reset, home, children }: PageFailureProps) {
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
            {home}
          </a>
        </>
      }
    >
      {children}
      {error.digest && <p className="mt-2 text-sm">Reference {error.digest}</p>}
    </EmptyState>
  );
}
