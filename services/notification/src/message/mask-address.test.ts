import { expect, it } from 'vitest';
import { maskAddress } from './mask-address.ts';

it.each([
  ['sam@example.com', 's…@example.com'],
  ['"odd@name"@example.com', '"…@example.com'],
  ['😀@example.com', '😀…@example.com'],
])('masks %s as %s', (address, masked) => {
  expect(maskAddress(address)).toBe(masked);
});
