import { TradewindError } from '@tradewind/contracts/errors';
import type { settings } from '@tradewind/contracts/schemas';
import { actorLabel, currentCall } from '@tradewind/service';
import type { Services } from '../services.ts';
import { readSettings, writeSetting } from './settings-store.ts';

/** All settings, as they are this moment, for staff. */
export function getSettings(ctx: Services): Promise<settings.Settings> {
  return readSettings(ctx.db);
}

/**
 * Puts one part of the settings in the place of what it was. Carts and checkouts follow within a second.
 * @throws CONFLICT when somebody else has changed that part since it was read
 */
export async function updateSettings(ctx: Services, input: settings.UpdateSettingsInput): Promise<settings.Settings> {
  if (!(await writeSetting(ctx.db, { ...input, actor: actorLabel(currentCall().actor) }))) {
    throw new TradewindError('CONFLICT', 'Somebody else has changed these settings meanwhile; look at theirs first.');
  }
  ctx.settings.forget();
  return readSettings(ctx.db);
}

/** What shoppers may know of the settings. */
export async function shopSettings(ctx: Services): Promise<settings.ShopSettings> {
  const { store, delivery } = await ctx.settings.current();
  const { name, currencies, returnWindowDays } = store.value;
  const countries = delivery.value.zones.flatMap(({ places }) => places.map(({ country }) => country));
  return { name, currencies, countries: [...new Set(countries)], returnWindowDays };
}
