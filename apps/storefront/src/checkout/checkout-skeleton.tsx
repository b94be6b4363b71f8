import { Skeleton } from '@tradewind/ui/skeleton';

export function CheckoutSkeleton() {
  return (
    <div className="shell grid gap-8 pt-8 lg:grid-cols-[1fr_24rem] lg:gap-16">
      <div className="grid content-start gap-5">
        <Skeleton className="h-10 w-48" />
        {['email', 'name', 'street', 'city'].map((field) => (
          <Skeleton key={field} className="h-16" />
        ))}
      </div>
      <Skeleton className="h-72 rounded-card" />
    </div>
  );
}
