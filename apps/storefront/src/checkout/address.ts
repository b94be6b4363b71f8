import type { Address } from '#gateway/procedures.ts';

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' });

/** A country as shoppers know it. */
export function countryName(code: Address['country']): string {
  return countryNames.of(code) ?? code;
}

/** What each country calls its parts, and whether an address needs one. */
export const regionLabels: Partial<Record<Address['country'], string>> = { US: 'State', CA: 'Province', JP: 'Prefecture' };
export const postalCodeLabels: Partial<Record<Address['country'], string>> = { US: 'ZIP code', GB: 'Postcode' };

export type AddressErrors = Partial<Record<keyof Address, string>>;

/** Reads an address out of a form whose fields are named with a prefix, such as `shipping.line1`; its country is chosen beside it. */
export function addressFrom(form: FormData, prefix: string, country: Address['country']): Address {
  const value = (name: string) => String(form.get(`${prefix}.${name}`) ?? '').trim();
  const optional = (name: string) => value(name) || undefined;
  return {
    name: value('name'),
    line1: value('line1'),
    line2: optional('line2'),
    city: value('city'),
    region: optional('region'),
    postalCode: value('postalCode'),
    country,
    phone: optional('phone'),
  };
}

/** What is missing, in words that say what to do. */
export function addressErrors(address: Address): AddressErrors {
  const errors: AddressErrors = {};
  if (!address.name) errors.name = 'Enter the full name';
  if (!address.line1) errors.line1 = 'Enter the street and number';
  if (!address.city) errors.city = 'Enter the city';
  if (!address.postalCode) errors.postalCode = `Enter the ${postalCodeLabels[address.country] ?? 'postal code'}`;
  const region = regionLabels[address.country];
  if (region && !address.region) errors.region = `Enter the ${region.toLowerCase()}`;
  return errors;
}

export function isEmail(value: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);
}
