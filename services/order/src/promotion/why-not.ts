import type { promotion } from '@tradewind/contracts/schemas';
import { type Currency, formatMoney, type Money, money } from '@tradewind/money';
import type { Refusal } from './grant-promotions.ts';
import type { Standing } from './promotion-store.ts';

type Promotion = promotion.Promotion;

interface Circumstances {
  readonly now: Date;
  readonly currency: Currency;
  /** Of all lines, before discounts. */
  readonly subtotal: Money;
  readonly standing: Standing;
  /** Whether the email address of the order is known, as it is at checkout. */
  readonly isEmailKnown: boolean;
}

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });

/** What is left of a budget, minor units; null without one. What the cart's own order holds is not gone. */
export function budgetLeft({ id, budgetMinor, spentMinor }: Promotion, { held }: Standing): number | null {
  return budgetMinor === null ? null : budgetMinor - spentMinor + (held[id] ?? 0);
}

function outOfForce({ isActive, startsAt, endsAt }: Promotion, now: Date): string | null {
  if (!isActive) return 'is not in force any more';
  if (startsAt !== null && new Date(startsAt) > now) return `is in force from ${day.format(new Date(startsAt))} on`;
  if (endsAt !== null && new Date(endsAt) <= now) return `was in force until ${day.format(new Date(endsAt))}`;
  return null;
}

function usedUp(of: Promotion, standing: Standing): string | null {
  const own = of.id in standing.held ? 1 : 0;
  const left = budgetLeft(of, standing);
  if ((of.maxUses !== null && of.uses - own >= of.maxUses) || (left !== null && left <= 0)) return 'has been used up';
  const uses = (standing.uses[of.id] ?? 0) - own;
  return of.maxUsesPerCustomer !== null && uses >= of.maxUsesPerCustomer ? 'was used by you as often as it may be' : null;
}

function notForThem({ conditions }: Promotion, { standing, isEmailKnown }: Circumstances): string | null {
  if (conditions.firstOrder && !standing.isFirst) return 'is for a first order';
  if (conditions.groupId === null || standing.groups.includes(conditions.groupId)) return null;
  return isEmailKnown
    ? 'is for a group of customers that you are not in'
    : 'is for a group of customers: your email address decides at checkout';
}

/** Why a promotion cannot be used by these people now, whatever is in the cart; null when it can. */
export function whyNot(of: Promotion, circumstances: Circumstances): Refusal | null {
  const { now, currency, subtotal, standing } = circumstances;
  const gone = outOfForce(of, now) ?? usedUp(of, standing) ?? notForThem(of, circumstances);
  if (gone !== null) return { promotion: of, reason: gone, isGone: true };
  if (of.currency !== null && of.currency !== currency)
    return { promotion: of, reason: `counts for carts in ${of.currency}`, isGone: false };
  const { minimumSpendMinor } = of.conditions;
  if (minimumSpendMinor === null || subtotal.amountMinor >= minimumSpendMinor) return null;
  return { promotion: of, reason: `counts from ${formatMoney(money(minimumSpendMinor, currency))} on`, isGone: false };
}
