import { formatMoney, type Money } from '@tradewind/money';
import { cn } from './cn.ts';

interface PriceProps {
  readonly value: Money;
  /** What it cost before; shown struck through when it is more. */
  readonly compareAt?: Money | null | undefined;
  readonly className?: string;
}

export function Price({ value, compareAt, className }: PriceProps) {
  const reduced = compareAt && compareAt.currency === value.currency && compareAt.amountMinor > value.amountMinor;
  return (
    <span className={cn('inline-flex flex-wrap items-baseline gap-x-2 tabular-nums', className)}>
      {reduced && <span className="sr-only">Now </span>}
      <span className={cn(reduced && 'text-accent')}>{formatMoney(value)}</span>
      {reduced && (
        <>
          <span className="sr-only">, was </span>
          <s className="font-normal text-[0.875em] text-muted">{formatMoney(compareAt)}</s>
        </>
      )}
    </span>
  );
}
