import { Skeleton } from '@tradewind/ui/skeleton';

export function CartSkeleton() {
  return (
    <div className="grid gap-6">
      {[1, 2].map((row) => (
        <div key={row} className="flex gap-4">
          <Skeleton className="size-24 rounded-card" />
          <div className="grid flex-1 content-start gap-2.5">
            <Skeleton className="h-4 w-3/4" />
            <Skeleton className="h-4 w-1/3" />
            <Skeleton className="mt-2 h-9 w-28" />
          </div>
        </div>
      ))}
    </div>
  );
}
