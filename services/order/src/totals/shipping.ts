import type { order, primitives, settings } from '@tradewind/contracts/schemas';
import { type Money, money } from '@tradewind/money';

export interface Place {
  readonly country: primitives.Country;
  readonly region?: string | undefined;
}

type Zone = settings.DeliverySettings['zones'][number];
type Option = Zone['options'][number];

/** Whether a region, however it is written, is one of those named. */
export function isNamed(names: readonly string[], region: string | undefined): boolean {
  return region !== undefined && names.includes(region.trim().toUpperCase());
}

function zoneOf({ zones }: settings.DeliverySettings, { country, region }: Place): Zone | undefined {
  const within = (fits: (regions: readonly string[]) => boolean) =>
    zones.find(({ places }) => places.some((place) => place.country === country && fits(place.regions)));
  return within((regions) => isNamed(regions, region)) ?? within((regions) => regions.length === 0);
}

interface Parcel {
  /** What is paid for the goods, after discounts. */
  readonly value: Money;
  readonly weightGrams: number;
}

/** What is sent: pieces with the weight of each. */
export function parcelOf(lines: readonly { offer: { weightGrams: number }; quantity: number }[], value: Money): Parcel {
  return { value, weightGrams: lines.reduce((grams, { offer, quantity }) => grams + offer.weightGrams * quantity, 0) };
}

function priceOf({ basis, prices }: Option, { value, weightGrams }: Parcel): Money | undefined {
  const price = prices.find(({ currency }) => currency === value.currency);
  if (!price) return undefined;
  const { steps, freeFromMinor } = price;
  if (freeFromMinor !== null && value.amountMinor >= freeFromMinor) return money(0, value.currency);
  const reached = basis === 'weight' ? weightGrams : value.amountMinor;
  return money(steps.findLast(({ from }) => from <= reached)?.amountMinor ?? 0, value.currency);
}

/**
 * The ways to send a parcel to a place, in the order of the settings, priced in the currency of the goods.
 * @returns undefined where nothing is delivered to
 */
export function shippingOptions(delivery: settings.DeliverySettings, place: Place, parcel: Parcel): order.ShippingOption[] | undefined {
  return zoneOf(delivery, place)?.options.flatMap((option) => {
    const { id, name, estimate } = option;
    const price = priceOf(option, parcel);
    return price ? [{ id, name, price, estimate }] : [];
  });
}
