import { Button } from '@tradewind/ui/button';
import { PostalAddress } from '@tradewind/ui/postal-address';
import type { ReactNode } from 'react';
import { CheckoutSection } from './checkout-section.tsx';
import type { Details } from './use-place-order.ts';

interface ReviewDetailsProps {
  readonly details: Details;
  readonly isBusy: boolean;
  readonly onEdit: () => void;
}

/** What was said, once more to read, with a way back to it. */
export function ReviewDetails({ details, isBusy, onEdit }: ReviewDetailsProps) {
  const { email, shippingAddress, billingAddress, option } = details;
  return (
    <CheckoutSection title="Your details">
      <dl className="grid divide-y divide-line rounded-card border bg-surface text-[0.9375rem]">
        <ReviewRow label="Contact">{email}</ReviewRow>
        <ReviewRow label="Deliver to">
          <PostalAddress address={shippingAddress} />
        </ReviewRow>
        <ReviewRow label="Delivery">
          {option.name}, {option.estimate}
        </ReviewRow>
        <ReviewRow label="Billing">{billingAddress ? <PostalAddress address={billingAddress} /> : 'Same as delivery'}</ReviewRow>
      </dl>
      <Button variant="secondary" size="sm" className="mt-3" aria-disabled={isBusy} onClick={isBusy ? undefined : onEdit}>
        Change details
      </Button>
    </CheckoutSection>
  );
}

function ReviewRow({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="grid gap-x-4 px-5 py-3.5 sm:grid-cols-[7rem_1fr]">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
