import type { Settings } from '#gateway/procedures.ts';
import { countryName, namesOf } from './settings-words.ts';

type Tax = Settings['tax']['value'];
type Country = Tax['countries'][number];
type Rate = Country['rates'][number];

export interface RateDraft {
  readonly key: string;
  readonly taxClass: Rate['taxClass'];
  /** `QC, Québec`; empty for the rest of the country. */
  readonly regions: string;
  /** Percent, such as `7.25`. */
  readonly percent: string;
}

export interface CountryDraft {
  readonly key: string;
  readonly country: string;
  readonly included: boolean;
  readonly rates: readonly RateDraft[];
}

/** Thousandths of a percent as percent: 7,250 is `7.25`. */
export function percentText(rate: number): string {
  const part = String(rate % 1_000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${Math.floor(rate / 1_000)}${part ? `.${part}` : ''}`;
}

const most = 100_000;

/** Percent as thousandths of it, digit by digit; null when the text is none from 0 to 100. */
export function parsePercent(text: string): number | null {
  const [, whole, part = ''] = /^(\d{1,3})(?:\.(\d{0,3}))?\s*%?$/.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const rate = Number(whole) * 1_000 + Number(part.padEnd(3, '0'));
  return rate <= most ? rate : null;
}

/** @param keyOf what tells its parts apart while they are edited */
export function taxDraft({ countries }: Tax, keyOf: () => string): CountryDraft[] {
  return countries.map(({ country, included, rates }) => ({
    key: keyOf(),
    country,
    included,
    rates: rates.map(({ taxClass, regions, rate }) => ({
      key: keyOf(),
      taxClass,
      regions: regions.join(', '),
      percent: percentText(rate),
    })),
  }));
}

export function emptyRate(keyOf: () => string): RateDraft {
  return { key: keyOf(), taxClass: 'standard', regions: '', percent: '' };
}

/** What is to be sent for a draft, or what is wrong, by the path of the field. */
export function taxInput(drafts: readonly CountryDraft[]): { value: Tax } | { errors: Readonly<Record<string, string>> } {
  const errors: Record<string, string> = {};
  const countries = drafts.map(({ country: typed, included, rates }, index) => {
    const country = typed.trim().toUpperCase();
    if (!countryName(country)) errors[`countries.${index}.country`] = 'Enter a country’s two letters, such as US';
    else if (drafts.findIndex((other) => other.country.trim().toUpperCase() === country) < index) {
      errors[`countries.${index}.country`] = 'It is there already';
    }
    const read = rates.map(({ taxClass, regions, percent }, at) => {
      const rate = parsePercent(percent);
      if (rate === null) errors[`countries.${index}.rates.${at}.percent`] = 'Enter percent such as 7.25';
      return { taxClass, regions: namesOf(regions), rate: rate ?? 0 };
    });
    // The cast: it names a country, and the gateway checks its code.
    return { country: country as Country['country'], included, rates: read };
  });
  return Object.keys(errors).length > 0 ? { errors } : { value: { countries } };
}
