'use client';

import { formatMoney, type Money } from '@tradewind/money';
import { Alert } from '@tradewind/ui/alert';
import { Button } from '@tradewind/ui/button';
import { Lock } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Order } from '#gateway/procedures.ts';
import { CardField, type MountedCard, type ProcessorAccess } from './card-field.tsx';
import { CheckoutSection } from './checkout-section.tsx';
import { declineText } from './processor.ts';

function billingDetails({ email, billingAddress }: Pick<Order, 'email' | 'billingAddress'>) {
  const { name, line1, line2, city, region, postalCode, country } = billingAddress;
  return { name, email, address: { line1, line2, city, state: region, postal_code: postalCode, country } };
}

interface CardPaymentProps {
  readonly access: ProcessorAccess;
  readonly order: Pick<Order, 'email' | 'billingAddress'>;
  /** What the processor knows the payment by, and how much of it a card is to pay. */
  readonly clientSecret: string | null;
  readonly amount: Money;
  readonly onBusy?: (isBusy: boolean) => void;
  readonly onPaid: () => void;
}

/** The card, and what pays with it. A decline says why and leaves all as it is, for another card on the same payment. */
export function CardPayment({ access, order, clientSecret, amount, onBusy, onPaid }: CardPaymentProps) {
  const [mounted, setMounted] = useState<MountedCard | null>(null);
  const [isPaying, setPaying] = useState(false);
  const [problem, setProblem] = useState('');
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) alert.current?.focus();
  }, [problem]);

  async function pay() {
    if (!mounted || clientSecret === null) return;
    setPaying(true);
    onBusy?.(true);
    setProblem('');
    const { error } = await mounted.processor
      .confirmCardPayment(clientSecret, { payment_method: { card: mounted.card, billing_details: billingDetails(order) } })
      .catch((): { error: { message: string } } => ({
        error: { message: 'There was no answer from the card processor. Please try again: you are never charged twice.' },
      }));
    if (!error) return onPaid();
    setPaying(false);
    onBusy?.(false);
    setProblem(declineText(error));
  }

  return (
    <>
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
        Pay {formatMoney(amount)}
      </Button>
    </>
  );
}
