import { Skeleton } from '@tradewind/ui/skeleton';
import { type ReactNode, Suspense } from 'react';

/** What reads the address is known in the browser alone: until then its shape is shown. */
export function ListPage({ children }: { readonly children: ReactNode }) {
  return (
    <Suspense
      fallback={
        <div className="grid gap-5">
          <Skeleton className="h-10 w-48" />
          <Skeleton className="h-11" />
          <Skeleton className="h-96 rounded-card" />
        </div>
      }
    >
      {children}
    </Suspense>
  );
}
