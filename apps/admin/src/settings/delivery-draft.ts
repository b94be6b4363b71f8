import { type Currency, toDecimalString } from '@tradewind/money';
import type { Settings } from '#gateway/procedures.ts';
import { moneyHelp, parseMoney } from '#money/parse-money.ts';
import { countryName, namesOf } from './settings-words.ts';

type Delivery = Settings['delivery']['value'];
type Zone = Delivery['zones'][number];
type Option = Zone['options'][number];
type Price = Option['prices'][number];
type Errors = Record<string, string>;

/** A price in a currency as it is typed; both empty where the option is not offered in it. */
interface PriceDraft {
  /** `5.99`, or with steps `5.99, from 2000: 9.99`. */
  readonly steps: string;
  readonly freeFrom: string;
}

export interface OptionDraft {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly estimate: string;
  readonly basis: Option['basis'];
  readonly prices: Readonly<Partial<Record<Currency, PriceDraft>>>;
}

export interface ZoneDraft {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  /** A country a line: `CA`, or some of its regions: `US: HI, Hawaii`. */
  readonly places: string;
  readonly options: readonly OptionDraft[];
}

/** Weight is typed in grams, a value in the currency's major unit. */
function fromText(basis: Option['basis'], from: number, currency: Currency): string {
  return basis === 'weight' ? String(from) : toDecimalString({ amountMinor: from, currency });
}

function priceDraft(basis: Option['basis'], { currency, steps, freeFromMinor }: Price): PriceDraft {
  const text = steps.map(({ from, amountMinor }) => {
    const price = toDecimalString({ amountMinor, currency });
    return from === 0 ? price : `from ${fromText(basis, from, currency)}: ${price}`;
  });
  return { steps: text.join(', '), freeFrom: freeFromMinor === null ? '' : toDecimalString({ amountMinor: freeFromMinor, currency }) };
}

/** @param keyOf what tells its parts apart while they are edited */
export function deliveryDraft({ zones }: Delivery, keyOf: () => string): ZoneDraft[] {
  return zones.map(({ id, name, places, options }) => ({
    key: keyOf(),
    id,
    name,
    places: places.map(({ country, regions }) => (regions.length > 0 ? `${country}: ${regions.join(', ')}` : country)).join('\n'),
    options: options.map(({ prices, ...option }) => ({
      ...option,
      key: keyOf(),
      prices: Object.fromEntries(prices.map((price) => [price.currency, priceDraft(option.basis, price)])),
    })),
  }));
}

export function emptyOption(keyOf: () => string): OptionDraft {
  return { key: keyOf(), id: '', name: '', estimate: '', basis: 'subtotal', prices: {} };
}

export function emptyZone(keyOf: () => string): ZoneDraft {
  return { key: keyOf(), id: '', name: '', places: '', options: [{ ...emptyOption(keyOf), id: 'standard', name: 'Standard' }] };
}

/** Lower case letters, digits and hyphens, out of a name. */
function idOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

type Step = Price['steps'][number];

/** Null when it cannot be read. */
function stepOf(text: string, index: number, { basis, currency }: { basis: Option['basis']; currency: Currency }): Step | null {
  const [, fromPart, pricePart = ''] = /^(?:from\s+(\S+?)\s*:\s*)?(\S+)$/i.exec(text.trim()) ?? [];
  const amount = parseMoney(pricePart, currency);
  if (!amount || (fromPart === undefined) !== (index === 0)) return null;
  if (fromPart === undefined) return { from: 0, amountMinor: amount.amountMinor };
  const from = basis === 'weight' ? (/^\d{1,9}$/.test(fromPart) ? Number(fromPart) : null) : parseMoney(fromPart, currency)?.amountMinor;
  return from === null || from === undefined ? null : { from, amountMinor: amount.amountMinor };
}

function priceOf(draft: PriceDraft, option: { basis: Option['basis']; currency: Currency }): Price | { error: string } {
  const { currency } = option;
  const steps = draft.steps.split(/,(?=\s*from\b)/i).map((text, index) => stepOf(text, index, option));
  const read = steps.flatMap((step) => step ?? []);
  if (read.length < steps.length) return { error: `${moneyHelp(currency)}, then steps such as "from 2000: 29"` };
  if (read.some(({ from }, index) => index > 0 && from <= (read[index - 1]?.from ?? 0)))
    return { error: 'Each step begins above the one before' };
  const free = draft.freeFrom.trim() === '' ? null : parseMoney(draft.freeFrom, currency);
  if (draft.freeFrom.trim() !== '' && !free) return { error: `Free from: ${moneyHelp(currency).toLowerCase()}` };
  return { currency, steps: read, freeFromMinor: free?.amountMinor ?? null };
}

function optionOf(draft: OptionDraft, path: string, errors: Errors): Option {
  const name = draft.name.trim();
  const estimate = draft.estimate.trim();
  if (!name) errors[`${path}.name`] = 'Name it, such as Express';
  if (!estimate) errors[`${path}.estimate`] = 'Say how long it takes';
  const prices = Object.entries(draft.prices).flatMap(([code, typed]) => {
    // The cast: the keys are currencies by the type of `prices`.
    const currency = code as Currency;
    if (!typed || typed.steps.trim() === '') return [];
    const price = priceOf(typed, { basis: draft.basis, currency });
    if (!('error' in price)) return [price];
    errors[`${path}.prices.${currency}`] = price.error;
    return [];
  });
  if (prices.length === 0) errors[`${path}.prices`] = 'Give a price in at least one currency';
  return { id: draft.id || idOf(name), name, estimate, basis: draft.basis, prices };
}

function placesOf(text: string): Zone['places'] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const places = lines.map((line) => {
    const [code = '', ...names] = line.split(':');
    return { country: code.trim().toUpperCase(), regions: namesOf(names.join(':')) };
  });
  if (places.length === 0 || places.some(({ country }) => !countryName(country))) return null;
  // The cast: each names a country, and the gateway checks its code.
  return places as Zone['places'];
}

/** What is to be sent for a draft, or what is wrong, by the path of the field. */
export function deliveryInput(drafts: readonly ZoneDraft[]): { value: Delivery } | { errors: Readonly<Errors> } {
  const errors: Errors = {};
  const zones = drafts.map((draft, index): Zone => {
    const path = `zones.${index}`;
    const places = placesOf(draft.places);
    if (!draft.name.trim()) errors[`${path}.name`] = 'Name it, such as Europe';
    if (!places) errors[`${path}.places`] = 'A country’s two letters a line, such as "CA" or "US: HI, Hawaii"';
    if (draft.options.length === 0) errors[`${path}.options`] = 'Add a way of delivery';
    const options = draft.options.map((option, at) => optionOf(option, `${path}.options.${at}`, errors));
    return { id: draft.id || idOf(draft.name), name: draft.name.trim(), places: places ?? [], options };
  });
  if (zones.length === 0) errors.zones = 'Add a zone, or nothing can be bought';
  return Object.keys(errors).length > 0 ? { errors } : { value: { zones } };
}
