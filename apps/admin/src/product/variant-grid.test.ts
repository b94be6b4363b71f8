import { describe, expect, it } from 'vitest';
import { choicesOf, isTooMany, keyOf, nameOf, optionsOf, skuFor, valuesOf } from './variant-grid.ts';

describe('the variants of a product', () => {
  it('are every combination of its options', () => {
    const options = optionsOf([
      { key: 'a', name: ' Colour ', values: 'Green, Blue,green ,Blue,, ' },
      { key: 'b', name: 'Size', values: 'S,  L' },
      { key: 'c', name: '', values: 'ignored' },
      { key: 'd', name: 'Ignored', values: ' , ' },
    ]);
    expect(options).toEqual([
      { name: 'Colour', values: ['Green', 'Blue', 'green'] },
      { name: 'Size', values: ['S', 'L'] },
    ]);
    expect(choicesOf(options).map(nameOf)).toEqual(['Green / S', 'Green / L', 'Blue / S', 'Blue / L', 'green / S', 'green / L']);
  });

  it('are one where there is no option', () => {
    expect(choicesOf([])).toEqual([{}]);
    expect(nameOf({})).toBe('Only variant');
  });

  it('are not made without end', () => {
    const values = Array.from({ length: 50 }, (_, index) => String(index));
    const choices = choicesOf(['a', 'b', 'c'].map((name) => ({ name, values })));
    expect(isTooMany(choices)).toBe(true);
    expect(choices.length).toBeLessThan(300);
  });

  it('keep their identity when an option is called otherwise', () => {
    expect(keyOf({ Color: 'Green' })).toBe(keyOf({ Colour: 'Green' }));
    expect(keyOf({ a: 'x,y' })).not.toBe(keyOf({ a: 'x', b: 'y' }));
  });
});

it('makes SKUs that the catalogue takes', () => {
  expect(skuFor('Désk lamp!', { Colour: 'Sea green', Size: 'L' })).toBe('DESK-LAMP-SEA-GREEN-L');
  expect(skuFor('x'.repeat(63), { a: 'b' })).toMatch(/^X{63}$/);
  expect(skuFor('', {})).toBe('');
  expect(valuesOf({ values: '' })).toEqual([]);
});
