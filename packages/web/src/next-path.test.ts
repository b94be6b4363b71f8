import { expect, it } from 'vitest';
import { nextPath } from './next-path.ts';

it('leads to this app alone', () => {
  expect(nextPath('/checkout?step=1', '/account')).toBe('/checkout?step=1');
  for (const elsewhere of ['//evil.example/', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', undefined, ['/a', '/b']]) {
    expect(nextPath(elsewhere, '/account')).toBe('/account');
  }
});
