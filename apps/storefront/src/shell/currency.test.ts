import { expect, it } from 'vitest';
import { currencyIn } from './currency.tsx';

it('is what the cookie says, where that is a currency', () => {
  expect(currencyIn('a=1; tradewind-storefront.currency=KWD; b=2')).toBe('KWD');
  expect([currencyIn(''), currencyIn('tradewind-storefront.currency=<b>'), currencyIn('x.currency=EUR')]).toEqual(Array(3).fill(undefined));
});
