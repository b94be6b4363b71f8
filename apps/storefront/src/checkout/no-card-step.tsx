'use client';

import { Alert } from '@tradewind/ui/alert';
import { Button } from '@tradewind/ui/button';
import { useEffect, useRef } from 'react';
import type { CheckoutPreview } from '#gateway/procedures.ts';
import { CheckoutSection } from './checkout-section.tsx';
import { ReviewDetails } from './review-details.tsx';
import type { Details } from './use-place-order.ts';

interface NoCardStepProps {
  readonly details: Details;
  readonly preview: CheckoutPreview;
  readonly isPlacing: boolean;
  readonly problem: string | null;
  readonly onPlace: () => void;
  readonly onEdit: () => void;
}

/** Everything once more where nothing is left for a card to pay: the order is placed, and paid for, by this alone. */
export function NoCardStep({ details, preview, isPlacing, problem, onPlace, onEdit }: NoCardStepProps) {
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) alert.current?.focus();
  }, [problem]);
  return (
    <div className="mt-6 grid gap-10">
      <ReviewDetails details={details} isBusy={isPlacing} onEdit={onEdit} />
      <CheckoutSection title="Payment">
        <p className="text-muted">
          {preview.credit.length > 0 ? 'All of it is paid with what you have. No card is needed.' : 'There is nothing to pay.'}
        </p>
      </CheckoutSection>
      {problem && (
        <Alert ref={alert} tabIndex={-1} tone="danger" title="The order was not placed">
          {problem}
        </Alert>
      )}
      <Button size="lg" pending={isPlacing} onClick={onPlace} className="w-full sm:w-auto sm:min-w-64 sm:justify-self-start">
        Place order
      </Button>
    </div>
  );
}
