import { expect, it } from 'vitest';
import type { Settings } from '#gateway/procedures.ts';
import { deliveryDraft, deliveryInput, emptyZone, type ZoneDraft } from './delivery-draft.ts';

let made = 0;
function keyOf(): string {
  made += 1;
  return `key-${made}`;
}

const delivery: Settings['delivery']['value'] = {
  zones: [
    {
      id: 'islands',
      name: 'Islands',
      places: [
        { country: 'US', regions: ['HI', 'HAWAII'] },
        { country: 'JP', regions: [] },
      ],
      options: [
        {
          id: 'freight',
          name: 'Freight',
          estimate: '2 weeks',
          basis: 'weight',
          prices: [
            {
              currency: 'USD',
              steps: [
                { from: 0, amountMinor: 1_000 },
                { from: 2_000, amountMinor: 2_950 },
              ],
              freeFromMinor: 1_000_000,
            },
            { currency: 'JPY', steps: [{ from: 0, amountMinor: 1_500 }], freeFromMinor: null },
          ],
        },
        {
          id: 'letter',
          name: 'Letter',
          estimate: 'a week',
          basis: 'subtotal',
          prices: [
            {
              currency: 'KWD',
              steps: [
                { from: 0, amountMinor: 1_500 },
                { from: 20_000, amountMinor: 0 },
              ],
              freeFromMinor: null,
            },
          ],
        },
      ],
    },
  ],
};

const errorsOf = (drafts: ZoneDraft[]) => {
  const result = deliveryInput(drafts);
  return 'errors' in result ? result.errors : {};
};

it('is typed as it is said, and read back as it was', () => {
  const drafts = deliveryDraft(delivery, keyOf);
  expect(drafts[0]?.places).toBe('US: HI, HAWAII\nJP');
  expect(drafts[0]?.options.map(({ prices }) => prices)).toEqual([
    { USD: { steps: '10.00, from 2000: 29.50', freeFrom: '10000.00' }, JPY: { steps: '1500', freeFrom: '' } },
    { KWD: { steps: '1.500, from 20.000: 0.000', freeFrom: '' } },
  ]);
  expect(deliveryInput(drafts)).toEqual({ value: delivery });
});

it('takes thousands in prices, small letters in countries, and names a new zone by itself', () => {
  const [draft] = deliveryDraft(delivery, keyOf);
  const [option] = draft?.options ?? [];
  if (!draft || !option) throw new Error('there is a zone');
  const typed = { ...option, id: '', name: 'By Sea!', prices: { USD: { steps: '1,200.5, from 2000: 29', freeFrom: '' } } };
  expect(deliveryInput([{ ...draft, id: '', name: 'The Far East', places: 'jp\nus: hi', options: [typed] }])).toMatchObject({
    value: {
      zones: [
        {
          id: 'the-far-east',
          places: [
            { country: 'JP', regions: [] },
            { country: 'US', regions: ['HI'] },
          ],
          options: [
            {
              id: 'by-sea',
              prices: [
                {
                  steps: [
                    { from: 0, amountMinor: 120_050 },
                    { from: 2_000, amountMinor: 2_900 },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
  });
});

it('says what is wrong, at each field', () => {
  expect(Object.keys(errorsOf([emptyZone(keyOf)])).sort()).toEqual([
    'zones.0.name',
    'zones.0.options.0.estimate',
    'zones.0.options.0.prices',
    'zones.0.places',
  ]);
  expect(errorsOf([])).toHaveProperty('zones');
  const [draft] = deliveryDraft(delivery, keyOf);
  if (!draft) throw new Error('there is a zone');
  expect(errorsOf([{ ...draft, places: 'US\nOZ' }])).toHaveProperty(['zones.0.places']);
  const priced = (steps: string, freeFrom = '') =>
    errorsOf([{ ...draft, options: draft.options.slice(0, 1).map((option) => ({ ...option, prices: { USD: { steps, freeFrom } } })) }]);
  for (const steps of ['x', '5.999', 'from 10: 5', '5, from 0: 4', '5, from 9: 4, from 9: 3', '5, from 1.5: 4']) {
    expect(priced(steps), steps).toHaveProperty(['zones.0.options.0.prices.USD']);
  }
  expect(priced('5', 'free')).toHaveProperty(['zones.0.options.0.prices.USD']);
  expect(priced('5, from 10: 4')).toEqual({});
});
