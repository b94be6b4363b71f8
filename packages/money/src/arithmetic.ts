import type { Currency } from './currency.ts';
import type { Money } from './money.ts';

/** @throws RangeError when the amount is not a safe integer. */
export function money(amountMinor: number, currency: Currency): Money {
  if (!Number.isSafeInteger(amountMinor)) throw new RangeError(`${amountMinor} is not an amount in minor units`);
  return { amountMinor: amountMinor === 0 ? 0 : amountMinor, currency };
}

export function zero(currency: Currency): Money {
  return money(0, currency);
}

export function isZero(value: Money): boolean {
  return value.amountMinor === 0;
}

function sameCurrency(left: Money, right: Money): Currency {
  if (left.currency !== right.currency) throw new RangeError(`${left.currency} and ${right.currency} do not mix`);
  return left.currency;
}

/** @throws RangeError when the currencies differ. */
export function add(left: Money, right: Money): Money {
  return money(left.amountMinor + right.amountMinor, sameCurrency(left, right));
}

/** @throws RangeError when the currencies differ. */
export function subtract(left: Money, right: Money): Money {
  return money(left.amountMinor - right.amountMinor, sameCurrency(left, right));
}

export function negate(value: Money): Money {
  return money(-value.amountMinor, value.currency);
}

/** A unit price times a whole quantity. @throws RangeError when the quantity is not an integer. */
export function multiply(value: Money, quantity: number): Money {
  if (!Number.isSafeInteger(quantity)) throw new RangeError(`${quantity} is not a whole quantity`);
  return money(value.amountMinor * quantity, value.currency);
}

/** Adds up values of one currency; an empty list is zero of the given currency. */
export function sum(values: readonly Money[], currency: Currency): Money {
  return values.reduce(add, zero(currency));
}

/** Negative, zero or positive, as for `Array.sort`. @throws RangeError when the currencies differ. */
export function compare(left: Money, right: Money): number {
  sameCurrency(left, right);
  return left.amountMinor - right.amountMinor;
}

/**
 * The one place where an amount is rounded: `value × numerator ÷ denominator`, half away from zero, so that a
 * refund rounds as its sale did. A tax of 8.25% is `fraction(net, 825, 10_000)`.
 * @throws RangeError when the fraction is not one of integers with a positive denominator.
 */
export function fraction(value: Money, numerator: number, denominator: number): Money {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0) {
    throw new RangeError(`${numerator}/${denominator} is not a fraction of integers`);
  }
  const product = BigInt(value.amountMinor) * BigInt(numerator);
  const magnitude = product < 0n ? -product : product;
  const divisor = BigInt(denominator);
  const rounded = (2n * magnitude + divisor) / (2n * divisor);
  return money(Number(product < 0n ? -rounded : rounded), value.currency);
}

/**
 * Splits an amount in proportion to whole weights so that the parts add up to it exactly (largest remainder; ties go to
 * the earlier part). All weights zero splits evenly.
 * @throws RangeError when there is no part, or a weight is negative or not an integer.
 */
export function allocate(value: Money, weights: readonly number[]): Money[] {
  if (weights.length === 0 || weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) {
    throw new RangeError('an amount is split over whole weights that are not negative');
  }
  const total = weights.reduce((left, right) => left + BigInt(right), 0n);
  const shares = total === 0n ? weights.map(() => 1n) : weights.map(BigInt);
  const whole = total === 0n ? BigInt(weights.length) : total;
  const sign = value.amountMinor < 0 ? -1n : 1n;
  const magnitude = BigInt(value.amountMinor) * sign;
  const parts = shares.map((share, index) => ({
    index,
    amount: (magnitude * share) / whole,
    remainder: (magnitude * share) % whole,
  }));
  let left = magnitude - parts.reduce((subtotal, part) => subtotal + part.amount, 0n);
  for (const part of parts.toSorted((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1))) {
    if (left === 0n) break;
    part.amount += 1n;
    left -= 1n;
  }
  return parts.map((part) => money(Number(part.amount * sign), value.currency));
}
