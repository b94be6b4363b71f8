import type { Settings } from '#gateway/procedures.ts';
import { countryName } from './settings-words.ts';

type Store = Settings['store']['value'];
type AddressField = 'line1' | 'line2' | 'city' | 'region' | 'postalCode' | 'country' | 'phone';

/** The store's settings as they are typed. */
export interface StoreDraft extends Readonly<Record<AddressField, string>> {
  readonly name: string;
  readonly currencies: Store['currencies'];
  readonly returnWindowDays: string;
  readonly notifyEmail: string;
}

export function storeDraft({ name, address, currencies, returnWindowDays, notifyEmail }: Store): StoreDraft {
  const { line1, line2 = '', city, region = '', postalCode, country, phone = '' } = address;
  return {
    ...{ name, line1, line2, city, region, postalCode, country, phone, currencies },
    returnWindowDays: String(returnWindowDays),
    notifyEmail: notifyEmail ?? '',
  };
}

const longestWindow = 365;

/** What is to be sent for a draft, or what is wrong, by field. */
export function storeInput(draft: StoreDraft): { value: Store } | { errors: Readonly<Record<string, string>> } {
  const errors: Record<string, string> = {};
  const text = (field: AddressField | 'name' | 'notifyEmail') => draft[field].trim();
  if (!text('name')) errors.name = 'Give the shop a name';
  if (!text('line1')) errors.line1 = 'Enter the street and number';
  if (!text('city')) errors.city = 'Enter the city';
  if (!text('postalCode')) errors.postalCode = 'Enter the postal code';
  const country = text('country').toUpperCase();
  if (!countryName(country)) errors.country = 'Enter a country’s two letters, such as US';
  if (draft.currencies.length === 0) errors.currencies = 'Choose at least one';
  const days = /^\d{1,3}$/.test(draft.returnWindowDays.trim()) ? Number(draft.returnWindowDays) : null;
  if (days === null || days > longestWindow) errors.returnWindowDays = `Enter whole days up to ${longestWindow}`;
  const notifyEmail = text('notifyEmail') || null;
  if (notifyEmail !== null && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(notifyEmail)) errors.notifyEmail = 'Enter an email address';
  if (Object.keys(errors).length > 0 || days === null) return { errors };
  const optional = (field: AddressField) => text(field) || undefined;
  return {
    value: {
      name: text('name'),
      address: {
        name: text('name'),
        line1: text('line1'),
        line2: optional('line2'),
        city: text('city'),
        region: optional('region'),
        postalCode: text('postalCode'),
        // The cast: it names a country, and the gateway checks its code.
        country: country as Store['address']['country'],
        phone: optional('phone'),
      },
      currencies: draft.currencies,
      returnWindowDays: days,
      notifyEmail,
    },
  };
}
