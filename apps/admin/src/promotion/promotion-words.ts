import { formatMoney } from '@tradewind/money';
import type { Tone } from '@tradewind/ui/badge';
import type { Promotion } from '#gateway/procedures.ts';
import { percentOf } from './promotion-draft.ts';

export const kindNames: Readonly<Record<Promotion['effect']['kind'], string>> = {
  percentage: 'Percentage',
  fixed: 'Fixed amount',
  free_delivery: 'Free delivery',
  buy_x_get_y: 'Buy some, get some',
  tiered: 'Percentage by tiers',
};

/** What it takes off, in a few words. */
export function effectWords({ effect, currency }: Pick<Promotion, 'effect' | 'currency'>): string {
  const money = (amountMinor: number) => (currency === null ? String(amountMinor) : formatMoney({ amountMinor, currency }));
  switch (effect.kind) {
    case 'percentage':
      return `${percentOf(effect.basisPoints)}% off`;
    case 'fixed':
      return `${money(effect.amountMinor)} off`;
    case 'free_delivery':
      return 'Free delivery';
    case 'buy_x_get_y':
      return `Buy ${effect.buy}, get ${effect.get} ${effect.basisPoints === 10_000 ? 'free' : `at ${percentOf(effect.basisPoints)}% off`}`;
    case 'tiered':
      return effect.tiers.map(({ fromMinor, basisPoints }) => `${percentOf(basisPoints)}% from ${money(fromMinor)}`).join(', ');
  }
}

/** Whether it counts now, and if not, why. */
export function stateOf(of: Promotion, now: Date): { label: string; tone: Tone } {
  if (!of.isActive) return { label: 'Paused', tone: 'neutral' };
  if (of.startsAt !== null && new Date(of.startsAt) > now) return { label: 'Planned', tone: 'info' };
  if (of.endsAt !== null && new Date(of.endsAt) <= now) return { label: 'Over', tone: 'neutral' };
  const isUsedUp = (of.maxUses !== null && of.uses >= of.maxUses) || (of.budgetMinor !== null && of.spentMinor >= of.budgetMinor);
  return isUsedUp ? { label: 'Used up', tone: 'warning' } : { label: 'In force', tone: 'success' };
}

/** `12 of 100`. */
export function usesWords({ uses, maxUses }: Promotion): string {
  return maxUses === null ? uses.toLocaleString('en') : `${uses.toLocaleString('en')} of ${maxUses.toLocaleString('en')}`;
}
