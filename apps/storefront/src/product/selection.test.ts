import { money } from '@tradewind/money';
import { describe, expect, it } from 'vitest';
import type { Variant } from '#gateway/procedures.ts';
import { choose, firstSelection, stateOf, variantOf } from './selection.ts';

function variant(color: string, size: string, available: number): Variant {
  const id: Variant['id'] = `var_${color}${size}`;
  const base = {
    id,
    sku: `${color}-${size}`,
    title: `${color} / ${size}`,
    price: money(100, 'USD'),
    compareAtPrice: null,
    prices: [],
    image: null,
  };
  return { ...base, options: { Color: color, Size: size }, available };
}

const shirt = {
  options: [
    { name: 'Color', values: ['Red', 'Blue'] },
    { name: 'Size', values: ['S', 'M'] },
  ],
  variants: [variant('Red', 'S', 0), variant('Red', 'M', 4), variant('Blue', 'M', 2)],
};

describe('choosing a variant', () => {
  it('begins with one that can be had', () => {
    expect(firstSelection(shirt)).toEqual({ Color: 'Red', Size: 'M' });
    expect(firstSelection({ options: [], variants: [] })).toEqual({});
  });

  it('tells what is sold out from what is not made', () => {
    const red = { Color: 'Red', Size: 'M' };
    expect(stateOf(shirt, red, 'Size', 'S')).toBe('sold-out');
    expect(stateOf(shirt, red, 'Color', 'Blue')).toBe('available');
    expect(stateOf(shirt, { Color: 'Blue', Size: 'M' }, 'Size', 'S')).toBe('not-made');
  });

  it('goes to a variant that exists', () => {
    expect(choose(shirt, { Color: 'Red', Size: 'S' }, 'Color', 'Blue')).toEqual({ Color: 'Blue', Size: 'M' });
    expect(variantOf(shirt, { Color: 'Red', Size: 'S' })?.sku).toBe('Red-S');
  });

  it('knows a product without options', () => {
    const mug = { options: [], variants: [{ ...variant('x', 'y', 1), options: {} }] };
    expect(variantOf(mug, firstSelection(mug))?.available).toBe(1);
  });
});
