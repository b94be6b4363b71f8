import { z } from 'zod';
import { address, country, currency, email, instant, listOf, page, text } from './primitives.ts';

/** A region as shoppers may write it: its code or its name, in capitals. */
const region = text(120).toUpperCase();
const amountMinor = z.int().min(0).max(10_000_000_000);
const optionId = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'is to be lower case letters, digits and hyphens');

/** Says of each value that stands twice where it does. */
function refuseRepeated<Item>(
  items: readonly Item[],
  { keyOf, path, context }: { keyOf: (item: Item) => string; path: (index: number) => (string | number)[]; context: z.RefinementCtx },
): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    const key = keyOf(item);
    if (seen.has(key)) context.addIssue({ code: 'custom', path: path(index), message: 'is there already' });
    seen.add(key);
  });
}

export const storeSettings = z.object({
  name: text(80),
  /** On invoices, and where returns go to. */
  address,
  /** Who hears of disputes; nobody while it is null. */
  notifyEmail: email.nullable().default(null),
  /** What carts may be in; the first is what a shopper sees at first. */
  currencies: z
    .array(currency)
    .min(1)
    .superRefine((all, context) => refuseRepeated(all, { keyOf: String, path: (index) => [index], context })),
  /** Days after delivery for which a return may be asked for. */
  returnWindowDays: z.int().min(0).max(365),
});

/** What a parcel costs in a currency: of the steps that its subtotal or weight has reached, the last. */
const deliveryPrice = z.object({
  currency,
  steps: z
    .array(z.object({ from: z.int().min(0).max(10_000_000_000), amountMinor }))
    .min(1)
    .max(20)
    .superRefine((steps, context) =>
      steps.forEach(({ from }, index) => {
        const before = steps[index - 1];
        if (!before && from !== 0) context.addIssue({ code: 'custom', path: [index, 'from'], message: 'is to be 0 for the first step' });
        if (before && from <= before.from)
          context.addIssue({ code: 'custom', path: [index, 'from'], message: 'is to be more than before' });
      }),
    ),
  /** From which value of the goods, after discounts, it costs nothing; null for never. */
  freeFromMinor: amountMinor.nullable(),
});

const deliveryOption = z.object({
  id: optionId,
  name: text(60),
  /** Such as `3–5 business days`. */
  estimate: text(60),
  /** What `from` of its steps counts: minor units of the goods after discounts, or grams of the parcel. */
  basis: z.enum(['subtotal', 'weight']),
  /** It is offered in these currencies. */
  prices: z
    .array(deliveryPrice)
    .min(1)
    .superRefine((all, context) => refuseRepeated(all, { keyOf: (of) => of.currency, path: (index) => [index, 'currency'], context })),
});

/** A country, or with regions those alone. */
const place = z.object({ country, regions: z.array(region).max(100) });

const deliveryZone = z.object({
  id: optionId,
  name: text(60),
  places: z.array(place).min(1).max(249),
  options: z
    .array(deliveryOption)
    .min(1)
    .max(20)
    .superRefine((all, context) => refuseRepeated(all, { keyOf: ({ id }) => id, path: (index) => [index, 'id'], context })),
});

/** Where parcels go to, and how. A zone that names a region comes before one that has the whole country. */
export const deliverySettings = z.object({ zones: z.array(deliveryZone).min(1).max(50) }).superRefine(({ zones }, context) => {
  refuseRepeated(zones, { keyOf: ({ id }) => id, path: (index) => ['zones', index, 'id'], context });
  const placed = zones.flatMap(({ places }, zone) =>
    places.flatMap(({ country: code, regions }, index) =>
      (regions.length > 0 ? regions : ['']).map((name) => ({ key: `${code} ${name}`, path: ['zones', zone, 'places', index, 'country'] })),
    ),
  );
  refuseRepeated(placed, { keyOf: ({ key }) => key, path: (index) => placed[index]?.path ?? [], context });
});

const taxRate = z.object({
  taxClass: z.enum(['standard', 'reduced']),
  /** Where it holds; empty for everywhere else in the country. */
  regions: z.array(region).max(100),
  /** In thousandths of a percent: 20% is 20,000. */
  rate: z.int().min(0).max(100_000),
});

const countryTax = z.object({
  country,
  /** Whether prices contain it already, as consumers see them in Europe and Japan. */
  included: z.boolean(),
  rates: z
    .array(taxRate)
    .max(200)
    .superRefine((rates, context) => {
      const named = rates.flatMap(({ taxClass, regions }, index) =>
        (regions.length > 0 ? regions : ['']).map((name) => ({ key: `${taxClass} ${name}`, index })),
      );
      refuseRepeated(named, { keyOf: ({ key }) => key, path: (at) => [named[at]?.index ?? 0, 'regions'], context });
    }),
});

/** Places that are not named are without tax; a class that has no rate at a place has the standard one. */
export const taxSettings = z.object({
  countries: z
    .array(countryTax)
    .max(249)
    .superRefine((all, context) => refuseRepeated(all, { keyOf: (of) => of.country, path: (index) => [index, 'country'], context })),
});

export const settingsSection = z.enum(['store', 'delivery', 'tax']);

function kept<Value extends z.ZodType>(value: Value) {
  return z.object({ value, version: z.int(), changedAt: instant, changedBy: z.string() });
}

export const settings = z.object({ store: kept(storeSettings), delivery: kept(deliverySettings), tax: kept(taxSettings) });

function update<Section extends SettingsSection, Value extends z.ZodType>(section: Section, value: Value) {
  /** The version that was changed from: somebody else's change since is a conflict. */
  return z.object({ section: z.literal(section), version: z.int().min(1), value });
}

export const updateSettingsInput = z.discriminatedUnion('section', [
  update('store', storeSettings),
  update('delivery', deliverySettings),
  update('tax', taxSettings),
]);

export const settingsChange = z.object({
  id: z.string(),
  section: settingsSection,
  at: instant,
  /** A user's id, or `system` for what the shop began with. */
  actor: z.string(),
  /** The whole part, null where there was none. */
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});
export const settingsChangeListInput = z.object({ section: settingsSection.optional(), ...page });
export const settingsChangeList = listOf(settingsChange);

/** What shoppers may know. */
export const shopSettings = z.object({
  name: z.string(),
  currencies: z.array(currency),
  /** Where parcels go to. */
  countries: z.array(country),
  returnWindowDays: z.int(),
});

export type StoreSettings = z.infer<typeof storeSettings>;
export type DeliverySettings = z.infer<typeof deliverySettings>;
export type TaxSettings = z.infer<typeof taxSettings>;
export type Settings = z.infer<typeof settings>;
export type SettingsSection = z.infer<typeof settingsSection>;
export type SettingsChange = z.infer<typeof settingsChange>;
export type UpdateSettingsInput = z.infer<typeof updateSettingsInput>;
export type ShopSettings = z.infer<typeof shopSettings>;
