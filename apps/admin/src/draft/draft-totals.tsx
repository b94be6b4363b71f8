'use client';

import { formatMoney, isZero, type Money, negate } from '@tradewind/money';
import { Alert } from '@tradewind/ui/alert';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { cn } from '@tradewind/ui/cn';
import { Field } from '@tradewind/ui/field';
import { Select } from '@tradewind/ui/select';
import { Skeleton } from '@tradewind/ui/skeleton';
import type { DraftPricing } from '#gateway/procedures.ts';

interface DraftTotalsProps {
  readonly pricing: DraftPricing | undefined;
  readonly error: string;
  readonly hasAddress: boolean;
  readonly shippingOptionId: string | null;
  readonly onOption: (id: string | null) => void;
}

/** How it goes, and what it comes to just now. */
export function DraftTotals({ pricing, error, hasAddress, shippingOptionId, onOption }: DraftTotalsProps) {
  const options = pricing?.shippingOptions ?? [];
  return (
    <Card>
      <CardHeader>
        <CardTitle>What it comes to</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        <Field label="Delivery" hint={hasAddress ? undefined : 'Its ways and prices follow from the address.'}>
          <Select
            value={options.some(({ id }) => id === shippingOptionId) ? (shippingOptionId ?? '') : ''}
            onChange={({ target }) => onOption(target.value || null)}
          >
            <option value="">{hasAddress && pricing && options.length === 0 ? 'Nothing is delivered there' : 'Not chosen'}</option>
            {options.map(({ id, name, price, estimate }) => (
              <option key={id} value={id}>
                {name}, {isZero(price) ? 'free' : formatMoney(price)} ({estimate})
              </option>
            ))}
          </Select>
        </Field>
        {error && <Alert tone="danger" title={error} />}
        {!pricing && !error && <Skeleton className="h-32 rounded-control" />}
        {pricing && <Sums pricing={pricing} />}
      </CardContent>
    </Card>
  );
}

function Sums({ pricing: { subtotal, discount, totals } }: { readonly pricing: DraftPricing }) {
  const rows: readonly (readonly [string, Money])[] = totals
    ? [
        ['Subtotal', totals.subtotal],
        ...(isZero(totals.discount) ? [] : [['Discount', negate(totals.discount)] as const]),
        ['Delivery', totals.shipping],
        ['Tax', totals.tax],
        ...(isZero(totals.includedTax) ? [] : [['Tax in it', totals.includedTax] as const]),
        ['Total', totals.total],
      ]
    : [['Subtotal', subtotal], ...(isZero(discount) ? [] : [['Discount', negate(discount)] as const])];
  return (
    <>
      <dl className="grid gap-2">
        {rows.map(([label, amount]) => (
          <div key={label} className={cn('flex justify-between gap-4', label === 'Total' && 'border-t pt-3 font-semibold text-lg')}>
            <dt className={cn(label !== 'Total' && 'text-muted')}>{label}</dt>
            <dd className="tabular-nums">{formatMoney(amount)}</dd>
          </div>
        ))}
      </dl>
      {!totals && <p className="text-muted text-sm">The total follows from the items, the address and the delivery.</p>}
    </>
  );
}
