import { describe, expect, it } from 'vitest';
import { activeCount, filterParams, listInput, noFilters, parseFilters, toggleOption } from './filters.ts';

describe('filters', () => {
  it('come back out of the address as they went in, in one order', () => {
    const text = 'query=tea+pot&option=Color%3ABlue&option=Size%3AM&minPrice=1000&inStock=true&sort=price_asc';
    expect(filterParams(parseFilters(new URLSearchParams(text))).toString()).toBe(text);
    const swapped = new URLSearchParams('option=Size%3AM&option=Color%3ABlue');
    expect(filterParams(parseFilters(swapped)).toString()).toBe('option=Color%3ABlue&option=Size%3AM');
  });

  it('leave out what cannot be understood', () => {
    const odd = new URLSearchParams('sort=toString&minPrice=-5&maxPrice=1.5&option=blue&inStock=yes');
    expect(parseFilters(odd)).toEqual(noFilters);
  });

  it('say to the gateway only what is set, and the category of the page wins', () => {
    expect(listInput(noFilters)).toEqual({ limit: 24 });
    const filters = { ...noFilters, category: 'shoes', options: ['Size:M', 'Color:Blue'], maxPrice: 0 };
    expect(listInput(filters, 'hats')).toEqual({ category: 'hats', options: 'Color:Blue,Size:M', maxPrice: 0, limit: 24 });
  });

  it('go on and off', () => {
    const on = toggleOption(noFilters, 'Color:Blue');
    expect(on.options).toEqual(['Color:Blue']);
    expect(activeCount({ ...on, minPrice: 5, maxPrice: 9 })).toBe(2);
    expect(toggleOption(on, 'Color:Blue')).toEqual(noFilters);
  });
});
