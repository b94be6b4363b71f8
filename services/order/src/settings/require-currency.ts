import type { Currency } from '@tradewind/money';
import { invalid } from '../access.ts';
import type { Services } from '../services.ts';

/** @throws INVALID_INPUT naming `currency` when the shop does not sell in it */
export async function requireCurrency(ctx: Services, currency: Currency): Promise<void> {
  const { currencies } = (await ctx.settings.current()).store.value;
  if (!currencies.includes(currency)) throw invalid('currency', `is none of ${currencies.join(', ')}`);
}
