'use client';

import { useQueryClient } from '@tanstack/react-query';
import { formatMoney, type Money, subtract } from '@tradewind/money';
import { Alert } from '@tradewind/ui/alert';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { paidOf } from '#cart/cart-credit.ts';
import { cartKey } from '#cart/use-cart.ts';
import type { CheckoutResult } from '#gateway/procedures.ts';
import type { ProcessorAccess } from './card-field.tsx';
import { CardPayment } from './card-payment.tsx';
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

/** Everything once more, then the card. */
export function PayStep({ access, details, result: { order, payment }, shown, onEdit }: PayStepProps) {
  const router = useRouter();
  const client = useQueryClient();
  const [isPaying, setPaying] = useState(false);

  function leave() {
    client.setQueryData(cartKey, null);
    router.push(`/orders/${order.id}${order.token ? `?token=${order.token}` : ''}`);
  }

  return (
    <div className="mt-6 grid gap-10">
      <ChangedTotal order={order} shown={shown} />
      <ReviewDetails details={details} isBusy={isPaying} onEdit={onEdit} />
      <CardPayment
        access={access}
        order={order}
        clientSecret={payment.clientSecret}
        amount={paidOf(order.totals, order.credit).left}
        onBusy={setPaying}
        onPaid={leave}
      />
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
