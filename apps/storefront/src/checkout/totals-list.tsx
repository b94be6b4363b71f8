import type { Money } from '@tradewind/money';
import { Price } from '@tradewind/ui/price';
import type { ReactNode } from 'react';
import type { PaidBy } from '#cart/cart-credit.ts';

interface TotalsListProps {
  readonly totals: {
    readonly subtotal: Money;
    readonly discount: Money;
    readonly shipping?: Money | undefined;
    readonly tax?: Money;
    readonly includedTax?: Money;
    readonly total: Money;
    readonly paid?: Money;
    readonly refunded?: Money;
  };
  /** Which the discount is of. */
  readonly promotions?: readonly { readonly name: string; readonly code: string | null; readonly problem?: string | null }[];
  /** How the total is paid, where gift cards or store credit pay any of it. */
  readonly payment?: { readonly paid: readonly PaidBy[]; readonly left: Money };
  /** Taxes are not known yet. */
  readonly isEstimate?: boolean;
}

export function TotalsList({ totals, promotions = [], payment, isEstimate = false }: TotalsListProps) {
  const { subtotal, discount, shipping, tax, includedTax, total, paid, refunded } = totals;
  const names = promotions.flatMap(({ name, code, problem }) => (problem ? [] : [code ?? name]));
  return (
    <div>
      <dl className="grid gap-2 text-[0.9375rem]">
        <Row label="Subtotal">
          <Price value={subtotal} />
        </Row>
        {discount.amountMinor > 0 && (
          <Row label={names.length > 0 ? `Discount (${names.join(', ')})` : 'Discount'}>
            −<Price value={discount} />
          </Row>
        )}
        {shipping && <Row label="Delivery">{shipping.amountMinor === 0 ? 'Free' : <Price value={shipping} />}</Row>}
        {tax && tax.amountMinor > 0 && (
          <Row label="Tax">
            <Price value={tax} />
          </Row>
        )}
        {isEstimate && <Row label="Tax">At review</Row>}
        <div className="mt-1 flex items-baseline justify-between border-t pt-3 font-semibold text-lg">
          <dt>{isEstimate ? 'Total before tax' : 'Total'}</dt>
          <dd>
            <Price value={total} />
          </dd>
        </div>
        {includedTax && includedTax.amountMinor > 0 && (
          <Row label="Tax in it">
            <Price value={includedTax} />
          </Row>
        )}
        {paid && paid.amountMinor > total.amountMinor && (
          <Row label="Paid, before it was changed">
            <Price value={paid} />
          </Row>
        )}
        {payment && payment.paid.length > 0 && <Payment {...payment} />}
        {refunded && refunded.amountMinor > 0 && (
          <Row label="Refunded">
            −<Price value={refunded} />
          </Row>
        )}
      </dl>
      {(tax || includedTax) && <p className="mt-2 text-caption text-muted">Tax is rounded for each line.</p>}
    </div>
  );
}

function Payment({ paid, left }: { readonly paid: readonly PaidBy[]; readonly left: Money }) {
  return (
    <>
      {paid.map(({ id, label, amount }) => (
        <Row key={id} label={label}>
          −<Price value={amount} />
        </Row>
      ))}
      <div className="flex items-baseline justify-between gap-4 font-semibold">
        <dt>By card</dt>
        <dd>
          <Price value={left} />
        </dd>
      </div>
    </>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-muted">{label}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  );
}
