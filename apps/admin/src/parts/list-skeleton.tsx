import { Skeleton } from '@tradewind/ui/skeleton';

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

export function ListSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-px p-4">
      <p className="sr-only">Loading</p>
      {rows.map((row) => (
        <div key={row} className="flex items-center gap-4 py-2.5">
          <Skeleton className="size-11" />
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="hidden h-4 w-40 sm:block" />
          <Skeleton className="h-4 w-20" />
        </div>
      ))}
    </div>
  );
}
