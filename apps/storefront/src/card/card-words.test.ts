import { expect, it } from 'vitest';
import { cardName, expiryText } from './card-words.ts';

const card = { id: 'pm_1', brand: 'visa', lastFour: '4242', expiresMonth: 5, expiresYear: 2030 };

it('a card is named by its brand and its last four', () => {
  expect(cardName(card)).toBe('Visa ending in 4242');
  expect(cardName({ ...card, brand: 'cartes_bancaires' })).toBe('Card ending in 4242');
});

it('a card is good until the end of its month', () => {
  expect(expiryText(card, new Date(2030, 4, 31, 23, 59))).toBe('Expires 05/2030');
  expect(expiryText(card, new Date(2030, 5, 1))).toBe('Expired 05/2030');
  expect(expiryText({ ...card, expiresMonth: 12 }, new Date(2030, 11, 31))).toBe('Expires 12/2030');
});
