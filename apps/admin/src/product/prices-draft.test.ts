import { money } from '@tradewind/money';
import { expect, it } from 'vitest';
import { pricesDraft, pricesInput } from './prices-draft.ts';

it('is read back as it was, without what was left empty', () => {
  const prices = [money(1_850, 'EUR'), money(270, 'JPY'), money(6_205, 'KWD')];
  expect(pricesDraft(prices)).toEqual({ EUR: '18.50', JPY: '270', KWD: '6.205' });
  expect(pricesInput({ ...pricesDraft(prices), GBP: ' ' })).toEqual({ prices });
});

it('says which price cannot be read', () => {
  expect(pricesInput({ EUR: '1.999', JPY: '1.5', GBP: '5' })).toEqual({ errors: { EUR: expect.any(String), JPY: expect.any(String) } });
});
