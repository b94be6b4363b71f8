import { formatMoney, type Money } from '@tradewind/money';
import type { Output } from '#gateway/procedures.ts';

type MovementType = Output<'credit.own'>['items'][number]['movements'][number]['type'];

/** What each movement is called, and what it does to what can be spent. */
const words: Readonly<Record<MovementType, readonly [what: string, sign: 1 | -1 | 0]>> = {
  issued: ['Given', 1],
  refunded: ['Given back', 1],
  adjusted: ['Changed by us', 1],
  held: ['Held for an order', -1],
  released: ['Free again', 1],
  captured: ['Spent', 0],
};

/** A movement in words. What is spent was held before, so that it has no sum of its own. */
export function movementText(type: MovementType, amount: Money): { what: string; sum: string } {
  const [what, sign] = words[type];
  if (sign === 0) return { what, sum: formatMoney(amount) };
  const isMore = sign * amount.amountMinor > 0;
  return { what, sum: `${isMore ? '+' : '−'}${formatMoney({ ...amount, amountMinor: Math.abs(amount.amountMinor) })}` };
}
