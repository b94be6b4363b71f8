import { expect, it } from 'vitest';
import type { Settings } from '#gateway/procedures.ts';
import { parsePercent, percentText, taxDraft, taxInput } from './tax-draft.ts';

let made = 0;
function keyOf(): string {
  made += 1;
  return `key-${made}`;
}

const tax: Settings['tax']['value'] = {
  countries: [
    {
      country: 'CA',
      included: false,
      rates: [
        { taxClass: 'standard', regions: [], rate: 5_000 },
        { taxClass: 'reduced', regions: ['QC', 'QUÉBEC'], rate: 14_975 },
      ],
    },
  ],
};

it('writes percent without a float', () => {
  expect([0, 5_000, 7_250, 14_975, 100_000].map(percentText)).toEqual(['0', '5', '7.25', '14.975', '100']);
  expect(['0', '5', '7.25', '7.25 %', '14.975', '100', '5.'].map(parsePercent)).toEqual([0, 5_000, 7_250, 7_250, 14_975, 100_000, 5_000]);
  expect(['', 'x', '-1', '100.001', '7.2505', '1e2', '7,5'].map(parsePercent)).toEqual(Array(7).fill(null));
});

it('is read back as it was, and takes names in small letters', () => {
  const drafts = taxDraft(tax, keyOf);
  expect(drafts[0]?.rates.map(({ regions, percent }) => [regions, percent])).toEqual([
    ['', '5'],
    ['QC, QUÉBEC', '14.975'],
  ]);
  expect(taxInput(drafts)).toEqual({ value: tax });
  const typed = drafts.map((draft) => ({
    ...draft,
    country: ' ca ',
    rates: draft.rates.map((rate) => ({ ...rate, regions: rate.regions.toLowerCase() })),
  }));
  expect(taxInput(typed)).toEqual({ value: tax });
});

it('says what is wrong, at each field', () => {
  const [draft] = taxDraft(tax, keyOf);
  if (!draft) throw new Error('there is a country');
  const nowhere = { ...draft, country: 'OZ', rates: draft.rates.map((rate) => ({ ...rate, percent: '' })) };
  expect(taxInput([draft, draft, nowhere])).toEqual({
    errors: {
      'countries.1.country': 'It is there already',
      'countries.2.country': expect.any(String),
      'countries.2.rates.0.percent': expect.any(String),
      'countries.2.rates.1.percent': expect.any(String),
    },
  });
});
