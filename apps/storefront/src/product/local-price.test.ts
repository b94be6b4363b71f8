import { money } from '@tradewind/money';
import { expect, it } from 'vitest';
import { localPrice } from './local-price.tsx';

it('is the price in that currency where there is one', () => {
  const variant = { price: money(2_000, 'USD'), prices: [money(1_850, 'EUR')] };
  expect([localPrice(variant, 'EUR'), localPrice(variant, 'JPY'), localPrice(variant, 'USD'), localPrice(variant, undefined)]).toEqual([
    money(1_850, 'EUR'),
    money(2_000, 'USD'),
    money(2_000, 'USD'),
    money(2_000, 'USD'),
  ]);
});
