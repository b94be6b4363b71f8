'use client';

import { useQueryClient } from '@tanstack/react-query';
import { formatMoney, type Money, subtract } from '@tradewind/money';
import { Alert } from '@tradewind/ui/alert';
import { Button } from '@tradewind/ui/button';
import { Lock } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { paidOf } from '#cart/cart-credit.ts';
import { cartKey } from '#cart/use-cart.ts';
import type { Address, CheckoutResult } from '#gateway/procedures.ts';
import { CardField, type MountedCard, type ProcessorAccess } from './card-field.tsx';
import { CheckoutSection } from './checkout-section.tsx';
import { declineText } from './processor.ts';
import { ReviewDetails } from './review-details.tsx';
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
    if (!mounted || payment.clientSecret === null) return;
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
      <ReviewDetails details={details} isBusy={isPaying} onEdit={onEdit} />
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
        Pay {formatMoney(paidOf(order.totals.total, order.credit).left)}
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
