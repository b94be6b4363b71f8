import type { Settings } from '#gateway/procedures.ts';

/** What the parts of the settings are called, and where they are. */
export const sectionPages: Readonly<Record<keyof Settings, { title: string; href: string; text: string }>> = {
  store: { title: 'Store', href: '/settings', text: 'Who the shop is, what it sells in, and how long things may be sent back.' },
  delivery: { title: 'Delivery', href: '/settings/delivery', text: 'Where parcels go to, how, and for how much.' },
  tax: {
    title: 'Tax rates',
    href: '/settings/tax',
    text: 'Rates by country, region and class of product. Tax is rounded for each line of an order.',
  },
};

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** The name of a country by its code; nothing when it is none. */
export function countryName(code: string): string | undefined {
  const name = /^[A-Z]{2}$/.test(code) ? countryNames.of(code) : undefined;
  return name === 'Unknown Region' ? undefined : name;
}

/** `QC, Québec`: names with commas between, in capitals. */
export function namesOf(text: string): string[] {
  const names = text.split(',').map((name) => name.trim().toUpperCase());
  return names.filter((name) => name !== '');
}
