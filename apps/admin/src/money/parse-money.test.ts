import { currencies, money, toDecimalString } from '@tradewind/money';
import { describe, expect, it } from 'vitest';
import { moneyHelp, parseMoney } from './parse-money.ts';

describe('parseMoney', () => {
  it.each([
    ['19.99', 1999],
    ['19.9', 1990],
    ['19', 1900],
    ['19.', 1900],
    ['.5', 50],
    ['0', 0],
    ['0.07', 7],
    ['1.10', 110],
    ['4.35', 435],
    ['1,999.50', 199950],
    ['$ 5', 500],
    [' 007.00 ', 700],
    ['100000000.29', 10000000029],
  ])('reads %s as so many cents', (text, cents) => {
    expect(parseMoney(text, 'USD')).toEqual({ amountMinor: cents, currency: 'USD' });
  });

  it('knows that yen have no decimals and dinars three', () => {
    expect(parseMoney('1999', 'JPY')?.amountMinor).toBe(1999);
    expect(parseMoney('19.9', 'JPY')).toBeNull();
    expect(parseMoney('1.005', 'KWD')?.amountMinor).toBe(1005);
    expect(parseMoney('1.0055', 'KWD')).toBeNull();
  });

  it.each(['', '.', '-5', '5-', '1e3', '1.999', '1,99', '1,9999', '12 34', 'abc', '1.2.3', '99999999999999'])('refuses %j', (text) => {
    expect(parseMoney(text, 'USD')).toBeNull();
  });

  it('reads back what is shown, in every currency', () => {
    for (const currency of currencies) {
      for (const minor of [0, 1, 9, 10, 99, 100, 101, 999, 1005, 123456789, 9999999999]) {
        expect(parseMoney(toDecimalString(money(minor, currency)), currency)).toEqual({ amountMinor: minor, currency });
      }
    }
  });
});

it('shows an example in the currency’s own decimals', () => {
  expect(moneyHelp('USD')).toContain('19.99');
  expect(moneyHelp('JPY')).toContain('1999');
  expect(moneyHelp('KWD')).toContain('19.999');
});
