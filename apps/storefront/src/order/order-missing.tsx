import { TradewindError } from '@tradewind/contracts/errors';
import { Alert } from '@tradewind/ui/alert';
import { Button, buttonStyles } from '@tradewind/ui/button';
import { EmptyState } from '@tradewind/ui/empty-state';
import { PackageSearch } from 'lucide-react';
import { ShopLink } from '#shell/shop-link.tsx';

interface OrderMissingProps {
  /** The page that was asked for. */
  readonly next: string;
  readonly error: unknown;
  readonly retry: () => unknown;
}

/** In place of an order that could not be loaded, or is not there for whoever asks. */
export function OrderMissing({ next, error, retry }: OrderMissingProps) {
  if (error instanceof TradewindError && (error.code === 'UNAVAILABLE' || error.code === 'DEADLINE_EXCEEDED')) {
    return (
      <div className="shell max-w-xl pt-12">
        <Alert tone="danger" title="Your order could not be loaded">
          <Button variant="secondary" size="sm" className="mt-2" onClick={() => void retry()}>
            Try again
          </Button>
        </Alert>
      </div>
    );
  }
  return (
    <EmptyState
      as="h1"
      icon={<PackageSearch />}
      title="There is no such order here"
      action={
        <ShopLink href={`/sign-in?next=${next}`} className={buttonStyles()}>
          Sign in
        </ShopLink>
      }
    >
      Open the link in the email about it, or sign in with the account that it belongs to.
    </EmptyState>
  );
}
