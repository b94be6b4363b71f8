import { expect, it } from 'vitest';
import { addressLines } from './postal-address.tsx';

it('writes an address as on a parcel, without what it does not have', () => {
  const address = { name: 'Ada Byron', line1: '1 Pier Road', city: 'Oakland', region: 'CA', postalCode: '94607', country: 'US' };
  expect(addressLines(address)).toEqual(['Ada Byron', '1 Pier Road', 'Oakland, CA 94607', 'United States']);
  expect(addressLines({ ...address, line2: 'Floor 2', region: undefined, country: 'DE' })).toEqual([
    'Ada Byron',
    '1 Pier Road',
    'Floor 2',
    'Oakland, 94607',
    'Germany',
  ]);
});
