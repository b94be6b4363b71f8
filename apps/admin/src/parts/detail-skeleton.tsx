import { Skeleton } from '@tradewind/ui/skeleton';

interface DetailSkeletonProps {
  /** "order". */
  readonly what: string;
  /** One or two below its title. */
  readonly cards?: 1 | 2;
}

/** In the place of a page about one thing, while that is loaded. */
export function DetailSkeleton({ what, cards = 1 }: DetailSkeletonProps) {
  return (
    <div aria-busy="true" className="grid gap-5">
      <h1 className="sr-only">The {what} is loading</h1>
      <Skeleton className="h-5 w-40" />
      <Skeleton className="h-10 w-64" />
      <Skeleton className="h-72 rounded-card" />
      {cards === 2 && <Skeleton className="h-56 rounded-card" />}
    </div>
  );
}
