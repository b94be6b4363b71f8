import { expect, it } from 'vitest';
import { emptyDraft, type ProductDraft, productInput, rowsOf } from './product-draft.ts';

const draft: ProductDraft = {
  ...emptyDraft,
  title: 'Desk lamp',
  options: [{ key: 'a', name: 'Colour', values: 'Green, Blue' }],
  common: { price: '19.99', compareAt: '', stock: '5', weight: '300' },
  typed: { '["Blue"]': { price: '24.5', compareAt: '30', weight: '900' } },
};

it('fills the grid with what is common, and with what was typed over it', () => {
  expect(rowsOf(draft).map(({ cells }) => cells)).toEqual([
    { sku: 'DESK-LAMP-GREEN', price: '19.99', compareAt: '', stock: '5', weight: '300' },
    { sku: 'DESK-LAMP-BLUE', price: '24.5', compareAt: '30', stock: '5', weight: '900' },
  ]);
});

it('sends exact prices', () => {
  const result = productInput(draft);
  expect(result).toMatchObject({
    input: {
      title: 'Desk lamp',
      categoryId: null,
      options: [{ name: 'Colour', values: ['Green', 'Blue'] }],
      variants: [
        {
          sku: 'DESK-LAMP-GREEN',
          options: { Colour: 'Green' },
          price: { amountMinor: 1999, currency: 'USD' },
          compareAtPrice: null,
          onHand: 5,
          weightGrams: 300,
        },
        { price: { amountMinor: 2450 }, compareAtPrice: { amountMinor: 3000 }, weightGrams: 900 },
      ],
    },
  });
});

it('says what is wrong, at each field', () => {
  const result = productInput({
    ...draft,
    title: ' ',
    options: [...draft.options, { key: 'b', name: '', values: '' }],
    common: { price: '', compareAt: 'x', stock: '-1', weight: '1.5' },
    typed: { '["Green"]': { sku: 'A B' }, '["Blue"]': { sku: 'A B' } },
  });
  expect(Object.keys('errors' in result ? result.errors : {}).sort()).toEqual([
    'options.1.name',
    'options.1.values',
    'title',
    'variants.0.compareAtPrice',
    'variants.0.onHand',
    'variants.0.price',
    'variants.0.sku',
    'variants.0.weightGrams',
    'variants.1.compareAtPrice',
    'variants.1.onHand',
    'variants.1.price',
    'variants.1.sku',
    'variants.1.weightGrams',
  ]);
});

it('does not take one SKU twice', () => {
  const result = productInput({ ...draft, typed: { '["Blue"]': { sku: 'desk-lamp-green' } } });
  expect(result).toEqual({ errors: { 'variants.1.sku': 'Another variant has this SKU' } });
});
