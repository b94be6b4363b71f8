import { describe, expect, it } from 'vitest';
import { addressErrors, addressFrom, countryName, isEmail } from './address.ts';

function form(values: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(`shipping.${name}`, value);
  return data;
}

const full = {
  name: ' Ada Byron ',
  line1: '1 Pier Road',
  line2: '',
  city: 'Oakland',
  region: 'CA',
  postalCode: '94607',
  country: 'US',
  phone: '',
};

describe('an address', () => {
  it('is read without what was left empty', () => {
    const address = addressFrom(form(full), 'shipping', 'US');
    expect(address).toEqual({ ...full, name: 'Ada Byron', line2: undefined, phone: undefined });
    expect(addressErrors(address)).toEqual({});
  });

  it('says what is missing, by the words of the country', () => {
    expect(addressErrors(addressFrom(form({}), 'shipping', 'US'))).toEqual({
      name: 'Enter the full name',
      line1: 'Enter the street and number',
      city: 'Enter the city',
      region: 'Enter the state',
      postalCode: 'Enter the ZIP code',
    });
    expect(addressErrors(addressFrom(form({ ...full, region: '' }), 'shipping', 'DE'))).toEqual({});
    expect([countryName('GB'), countryName('JP')]).toEqual(['United Kingdom', 'Japan']);
  });

  it('comes with an email address', () => {
    expect(['ada@example.com', 'ada', 'a@b', 'a b@c.de'].map(isEmail)).toEqual([true, false, false, false]);
  });
});
