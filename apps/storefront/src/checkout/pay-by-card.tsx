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
import type { SavedCard } from '#gateway/procedures.ts';
import { CardField, type MountedCard, type ProcessorAccess } from './card-field.tsx';
import { CheckoutSection } from './checkout-section.tsx';
import { type BillingDetails, declineText } from './processor.ts';

interface PayByCardProps {
  readonly access: ProcessorAccess;
  readonly clientSecret: string;
  readonly amount: Money;
  readonly billing: BillingDetails;
  readonly onBusy: (isPaying: boolean) => void;
  readonly onPaid: () => void;
}

const noAnswer = { message: 'There was no answer from the card processor. Please try again: you are never charged twice.' };

/** The card, a saved one or another, and the button that pays. A decline says why and leaves all as it is, for another card. */
export function PayByCard({ access, clientSecret, amount, billing, onBusy, onPaid }: PayByCardProps) {
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

  async function prepare() {
    if (!saved && !saves && !wasPrepared.current) return;
    wasPrepared.current = true;
    await mutate('cards.prepare', { clientSecret, save: !saved && saves });
  }

  async function pay({ processor, card }: MountedCard) {
    await prepare();
    const method = saved ? saved.id : { card, billing_details: billing };
    return await processor.confirmCardPayment(clientSecret, { payment_method: method });
  }

  async function submit() {
    if (!mounted) return;
    setPaying(true);
    onBusy(true);
    setProblem('');
    const { error } = await pay(mounted).catch(() => ({ error: noAnswer }));
    if (error) {
      setPaying(false);
      onBusy(false);
      return setProblem(declineText(error));
    }
    if (saves) void client.invalidateQueries({ queryKey: cardsKey });
    onPaid();
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
        onClick={() => void submit()}
        className="w-full sm:w-auto sm:min-w-64 sm:justify-self-start"
      >
        Pay {formatMoney(amount)}
      </Button>
    </>
  );
}
