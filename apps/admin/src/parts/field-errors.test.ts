import { TradewindError } from '@tradewind/contracts/errors';
import { expect, it } from 'vitest';
import { refusalOf } from './field-errors.ts';

const error = new TradewindError('INVALID_INPUT', 'The input is not valid', {
  errors: [
    { path: 'variants.1.sku', message: 'is not a SKU' },
    { path: 'title', message: 'Too big' },
    { path: 'slug', message: 'is taken' },
  ],
});

it('puts each error at its field, and the rest above', () => {
  expect(refusalOf(error, (path) => path !== 'slug')).toEqual({
    fields: { 'variants.1.sku': 'It is not a SKU', title: 'Too big' },
    rest: 'slug: is taken',
  });
});

it('tells what an error without fields says', () => {
  expect(refusalOf(new TradewindError('CONFLICT', 'Nothing is left.'), () => true)).toEqual({ fields: {}, rest: 'Nothing is left.' });
  expect(refusalOf(null, () => true)).toEqual({ fields: {}, rest: '' });
});
