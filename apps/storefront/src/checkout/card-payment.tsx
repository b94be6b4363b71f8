'use client';

import { useQueryClient } from '@tanstack/react-query';
import { formatMoney, type Money } from '@tradewind/money';
import { Alert } from '@tradewind/ui/alert';
import { Button } from '@tradewind/ui/button';
import { Checkbox } from '@tradewind/ui/checkbox';
import { useMe } from '@tradewind/web/browser';
import { Lock } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { CardChoice } from '#card/card-choice.tsx';
import { hasExpired } from '#card/card-words.ts';
import { cardsKey, useCards } from '#card/use-cards.ts';
import { mutate } from '#gateway/browser.ts';
import type { Order, SavedCard } from '#gateway/procedures.ts';
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

const noAnswer = { message: 'There was no answer from the card processor. Please try again: you are never charged twice.' };

/** The card, a saved one or another, and what pays with it. A decline says why and leaves all as it is, for another card on the same payment. */
export function CardPayment({ access, order, clientSecret, amount, onBusy, onPaid }: CardPaymentProps) {
  const client = useQueryClient();
  const { me } = useMe();
  const cards = useCards().data?.items ?? [];
  const [mounted, setMounted] = useState<MountedCard | null>(null);
  /** Undefined until somebody chooses. */
  const [choice, setChoice] = useState<SavedCard | null>();
  const [saves, setSaves] = useState(false);
  const [isPaying, setPaying] = useState(false);
  const [problem, setProblem] = useState('');
  const alert = useRef<HTMLDivElement>(null);
  /** The processor was told who pays: it is told again when they change their mind. */
  const wasPrepared = useRef(false);
  const saved = choice === undefined ? (cards.find((card) => !hasExpired(card, new Date())) ?? null) : choice;
  useEffect(() => {
    if (problem) alert.current?.focus();
  }, [problem]);

  async function confirm({ processor, card }: MountedCard, secret: string) {
    if (saved || saves || wasPrepared.current) {
      wasPrepared.current = true;
      await mutate('cards.prepare', { clientSecret: secret, save: !saved && saves });
    }
    const method = saved ? saved.id : { card, billing_details: billingDetails(order) };
    return await processor.confirmCardPayment(secret, { payment_method: method });
  }

  async function pay() {
    if (!mounted || clientSecret === null) return;
    setPaying(true);
    onBusy?.(true);
    setProblem('');
    const { error } = await confirm(mounted, clientSecret).catch(() => ({ error: noAnswer }));
    if (!error) {
      if (saves) void client.invalidateQueries({ queryKey: cardsKey });
      return onPaid();
    }
    setPaying(false);
    onBusy?.(false);
    setProblem(declineText(error));
  }

  return (
    <>
      <CheckoutSection title="Card">
        {cards.length > 0 && <CardChoice cards={cards} chosen={saved} onChoose={setChoice} />}
        <div hidden={saved !== null}>
          <CardField access={access} onMounted={setMounted} />
          {me && (
            <Checkbox className="mt-2" checked={saves} onChange={({ target }) => setSaves(target.checked)}>
              Save this card for next time
            </Checkbox>
          )}
        </div>
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
