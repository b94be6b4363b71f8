import type { PromotionId } from '@tradewind/contracts/ids';
import type { promotion } from '@tradewind/contracts/schemas';
import { add, type Currency, fraction, isZero, type Money, money, multiply, subtract, sum, zero } from '@tradewind/money';
import { spreadDiscount } from '../totals/totals.ts';

type Promotion = promotion.Promotion;

export interface DiscountedLine {
  readonly unitPrice: Money;
  readonly quantity: number;
  readonly offer: { readonly productId: string; readonly categoryIds: readonly string[] };
}

/** What one promotion takes off. */
export interface Grant {
  readonly promotion: Promotion;
  /** Off each line, in their order. */
  readonly lines: readonly Money[];
  /** Off the delivery; nothing while its price is not known. */
  readonly delivery: Money;
  /** Off lines and delivery. */
  readonly amount: Money;
}

/** Why a promotion takes nothing off. */
export interface Refusal {
  readonly promotion: Promotion;
  /** After its name: `has been used up`. */
  readonly reason: string;
  /** It is not the cart's contents that are in the way: who saw it in the cart did not expect it. */
  readonly isGone: boolean;
}

export interface Granted {
  readonly grants: readonly Grant[];
  readonly refusals: readonly Refusal[];
  /** Off each line in all. */
  readonly discounts: readonly Money[];
  readonly shippingDiscount: Money;
}

function counts({ scope }: Promotion, { offer }: DiscountedLine): boolean {
  switch (scope.type) {
    case 'everything':
      return true;
    case 'categories':
      return scope.categoryIds.some((id) => offer.categoryIds.includes(id));
    case 'products':
      return scope.productIds.some((id) => id === offer.productId);
  }
}

/** Of the first `count` pieces, dearest first, how many are the cheapest `get` of their set. */
function piecesGot(count: number, { buy, get }: { buy: number; get: number }): number {
  const set = buy + get;
  return Math.floor(count / set) * get + Math.max(0, (count % set) - buy);
}

type SetEffect = Extract<Promotion['effect'], { kind: 'buy_x_get_y' }>;

/** Off each line: a share of its pieces that are got, at most what is left of it. */
function setDiscounts(lines: readonly DiscountedLine[], left: readonly Money[], effect: SetEffect): Money[] {
  const order = lines
    .map((_, index) => index)
    .sort((a, b) => (lines[b]?.unitPrice.amountMinor ?? 0) - (lines[a]?.unitPrice.amountMinor ?? 0));
  const off = left.map(({ currency }) => zero(currency));
  let before = 0;
  for (const index of order) {
    const line = lines[index];
    const rest = left[index];
    if (!line || !rest) continue;
    const got = piecesGot(before + line.quantity, effect) - piecesGot(before, effect);
    before += line.quantity;
    const { amountMinor, currency } = fraction(multiply(line.unitPrice, got), effect.basisPoints, 10_000);
    off[index] = money(Math.min(amountMinor, rest.amountMinor), currency);
  }
  return off;
}

/** Off each of the lines that a promotion counts for. @param left what those before it have left of them */
function discountsOf({ effect }: Promotion, lines: readonly DiscountedLine[], left: readonly Money[], currency: Currency): Money[] {
  const whole = sum(left, currency);
  const share = (basisPoints: number) => spreadDiscount(fraction(whole, basisPoints, 10_000), left);
  switch (effect.kind) {
    case 'percentage':
      return share(effect.basisPoints);
    case 'fixed':
      return spreadDiscount(money(Math.min(effect.amountMinor, whole.amountMinor), currency), left);
    case 'tiered':
      return share(effect.tiers.findLast(({ fromMinor }) => fromMinor <= whole.amountMinor)?.basisPoints ?? 0);
    case 'buy_x_get_y':
      return setDiscounts(lines, left, effect);
    case 'free_delivery':
      return left.map(() => zero(currency));
  }
}

/** A promotion's discounts on all lines; nothing on those that it does not count for. */
function lineDiscounts(of: Promotion, lines: readonly DiscountedLine[], left: readonly Money[], currency: Currency): Money[] {
  const counted = lines.flatMap((line, index) => {
    const rest = left[index];
    return rest && counts(of, line) ? [{ index, line, rest }] : [];
  });
  const off = left.map(() => zero(currency));
  if (counted.length === 0) return off;
  const parts = discountsOf(
    of,
    counted.map(({ line }) => line),
    counted.map(({ rest }) => rest),
    currency,
  );
  counted.forEach(({ index }, at) => {
    off[index] = parts[at] ?? zero(currency);
  });
  return off;
}

const unusable = (of: Promotion, reason: string, isGone = false): Refusal => ({ promotion: of, reason, isGone });

/** The highest priority first; of two, the older. */
function inOrder(promotions: readonly Promotion[]): Promotion[] {
  return promotions.toSorted((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));
}

interface Pricing {
  readonly lines: readonly DiscountedLine[];
  readonly currency: Currency;
  /** Those that could be used, in any order. */
  readonly promotions: readonly Promotion[];
  /** What is left of a promotion's budget, for those that have one. */
  readonly budgetLeft: (of: Promotion) => number | null;
  /** What delivery costs for goods of that value; null while nobody has chosen it. */
  readonly deliveryPrice: (value: Money) => Money | null;
}

/** How the promotions of one cart come together: each takes its share of what those before it have left. */
function grantOnLines({ lines, currency, promotions, budgetLeft }: Pricing): { grants: Grant[]; refusals: Refusal[] } {
  const grants: Grant[] = [];
  const refusals: Refusal[] = [];
  let left = lines.map(({ unitPrice, quantity }) => multiply(unitPrice, quantity));
  for (const of of inOrder(promotions)) {
    const other = grants.find(({ promotion }) => of.stacking === 'exclusive' || promotion.stacking === 'exclusive');
    if (other) {
      refusals.push(unusable(of, `cannot be combined with ${other.promotion.name}`));
      continue;
    }
    const off = lineDiscounts(of, lines, left, currency);
    const amount = sum(off, currency);
    const counted = of.effect.kind === 'free_delivery' ? lines.some((line) => counts(of, line)) : !isZero(amount);
    const budget = budgetLeft(of);
    if (!counted) refusals.push(unusable(of, 'counts for nothing that is in the cart'));
    else if (budget !== null && amount.amountMinor > budget) refusals.push(unusable(of, 'has been used up', true));
    else {
      grants.push({ promotion: of, lines: off, delivery: zero(currency), amount });
      left = left.map((rest, index) => subtract(rest, off[index] ?? zero(currency)));
    }
  }
  return { grants, refusals };
}

/**
 * What promotions take off a cart's lines and its delivery. The higher priority comes first; an exclusive one that is first stands
 * alone, one that comes after another gives way. Free delivery is given by the first that gives it.
 * @throws RangeError when currencies differ
 */
export function grantPromotions(pricing: Pricing): Granted {
  const { lines, currency, budgetLeft, deliveryPrice } = pricing;
  const { grants, refusals } = grantOnLines(pricing);
  const discounts = lines.map((_, index) =>
    sum(
      grants.map((grant) => grant.lines[index] ?? zero(currency)),
      currency,
    ),
  );
  const value = subtract(
    sum(
      lines.map(({ unitPrice, quantity }) => multiply(unitPrice, quantity)),
      currency,
    ),
    sum(discounts, currency),
  );
  const price = deliveryPrice(value);
  let rest = price;
  const kept = grants.flatMap((grant): Grant[] => {
    if (grant.promotion.effect.kind !== 'free_delivery' || rest === null) return [grant];
    const budget = budgetLeft(grant.promotion);
    if (isZero(rest)) return [];
    if (budget !== null && rest.amountMinor > budget) {
      refusals.push(unusable(grant.promotion, 'has been used up', true));
      return [];
    }
    const delivery = rest;
    rest = zero(currency);
    return [{ ...grant, delivery, amount: add(grant.amount, delivery) }];
  });
  return { grants: kept, refusals, discounts, shippingDiscount: price && rest ? subtract(price, rest) : zero(currency) };
}

/** The ids of those that were granted, each with what it took off: what an order claims. */
export function claimsOf(grants: readonly Grant[]): { id: PromotionId; amount: number; position: number }[] {
  return grants.map(({ promotion, amount }, position) => ({ id: promotion.id, amount: amount.amountMinor, position }));
}
