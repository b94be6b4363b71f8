'use client';

import { useQueryClient } from '@tanstack/react-query';
import { formatMoney, type Money, subtract } from '@tradewind/money';
import { Alert } from '@tradewind/ui/alert';
import { Button } from '@tradewind/ui/button';
import { PostalAddress } from '@tradewind/ui/postal-address';
import { Lock } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { cartKey } from '#cart/use-cart.ts';
import type { Address, CheckoutResult } from '#gateway/procedures.ts';
import { CardField, type MountedCard, type ProcessorAccess } from './card-field.tsx';
import { CheckoutSection } from './checkout-section.tsx';
import { declineText } from './processor.ts';
import type { Details } from './use-place-order.ts';

interface PayStepProps {
  readonly access: ProcessorAccess;
  readonly details: Details;
  readonly result: CheckoutResult;
  /** What was seen before the order was placed, without tax; null when nothing was. */
  readonly shown: Money | null;
  readonly onEdit: () => void;
}

function billingDetails({ email }: Details, { name, line1, line2, city, region, postalCode, country }: Address) {
  return { name, email, address: { line1, line2, city, state: region, postal_code: postalCode, country } };
}

/** Everything once more, then the card. A decline says why and leaves all as it is, for another card on the same order. */
export function PayStep({ access, details, result: { order, payment }, shown, onEdit }: PayStepProps) {
  const router = useRouter();
  const client = useQueryClient();
  const [mounted, setMounted] = useState<MountedCard | null>(null);
  const [isPaying, setPaying] = useState(false);
  const [problem, setProblem] = useState('');
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) alert.current?.focus();
  }, [problem]);

  async function pay() {
    if (!mounted) return;
    setPaying(true);
    setProblem('');
    const billing = billingDetails(details, order.billingAddress);
    const { error } = await mounted.processor
      .confirmCardPayment(payment.clientSecret, { payment_method: { card: mounted.card, billing_details: billing } })
      .catch((): { error: { message: string } } => ({
        error: { message: 'There was no answer from the card processor. Please try again: you are never charged twice.' },
      }));
    if (error) {
      setPaying(false);
      setProblem(declineText(error));
      return;
    }
    client.setQueryData(cartKey, null);
    router.push(`/orders/${order.id}${order.token ? `?token=${order.token}` : ''}`);
  }

  return (
    <div className="mt-6 grid gap-10">
      <ChangedTotal order={order} shown={shown} />
      <CheckoutSection title="Your details">
        <dl className="grid divide-y divide-line rounded-card border bg-surface text-[0.9375rem]">
          <ReviewRow label="Contact">{order.email}</ReviewRow>
          <ReviewRow label="Deliver to">
            <PostalAddress address={order.shippingAddress} />
          </ReviewRow>
          <ReviewRow label="Delivery">
            {order.shippingOption.name}, {order.shippingOption.estimate}
          </ReviewRow>
          <ReviewRow label="Billing">
            {details.billingAddress ? <PostalAddress address={order.billingAddress} /> : 'Same as delivery'}
          </ReviewRow>
        </dl>
        <Button variant="secondary" size="sm" className="mt-3" aria-disabled={isPaying} onClick={isPaying ? undefined : onEdit}>
          Change details
        </Button>
      </CheckoutSection>
      <CheckoutSection title="Card">
        <CardField access={access} onMounted={setMounted} />
        <p className="mt-2 flex items-center gap-2 text-muted text-sm">
          <Lock aria-hidden className="size-4 shrink-0" /> Your card number goes to the card processor alone.
        </p>
      </CheckoutSection>
      {problem && (
        <Alert ref={alert} tabIndex={-1} tone="danger" title="The payment did not go through">
          {problem}
        </Alert>
      )}
      <Button
        size="lg"
        pending={isPaying}
        disabled={!mounted}
        onClick={() => void pay()}
        className="w-full sm:w-auto sm:min-w-64 sm:justify-self-start"
      >
        Pay {formatMoney(order.totals.total)}
      </Button>
    </div>
  );
}

/** Prices, promotions or delivery may have changed between the cart and the order: nobody pays without having been told. */
function ChangedTotal({ order, shown }: { readonly order: CheckoutResult['order']; readonly shown: Money | null }) {
  const now = subtract(order.totals.total, order.totals.tax);
  if (!shown || shown.amountMinor === now.amountMinor) return null;
  return (
    <Alert tone="warning" title="The price has changed">
      Before tax it was {formatMoney(shown)} when you looked, and is {formatMoney(now)} now. Nothing is paid yet.
    </Alert>
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
