import type { product } from '@tradewind/contracts/schemas';
import { type Currency, decimalsOf, formatMoney, money } from '@tradewind/money';

/** Where one range of prices ends and the next begins, in major units. */
const priceSteps = [25, 50, 100, 200];

/** The lower bounds of the price ranges after the first, in minor units. */
export function priceBounds(currency: Currency): number[] {
  return priceSteps.map((major) => major * 10 ** decimalsOf(currency));
}

/** A count as the statement answers it: `facet` is a built-in one or `option:` and a name. */
export interface FacetRow {
  facet: string;
  value: string;
  label: string | null;
  count: number;
}

/** `2500-4999` is `minPrice` and `maxPrice`, both included; the last range has no end. */
function priceValue(bucket: number, currency: Currency): { value: string; label: string } {
  const bounds = priceBounds(currency);
  const low = bounds[bucket - 1];
  const high = bounds[bucket];
  const shown = (minor: number) => formatMoney(money(minor, currency));
  if (high === undefined) return { value: `${low ?? 0}-`, label: `${shown(low ?? 0)} and more` };
  if (low === undefined) return { value: `0-${high - 1}`, label: `Under ${shown(high)}` };
  return { value: `${low}-${high - 1}`, label: `${shown(low)} to ${shown(high)}` };
}

/** Sizes come smallest first, after numbers and before all other values. */
const sizeOrder = ['XXS', 'XS', 'S', 'M', 'L', 'XL', 'XXL', 'Small', 'Medium', 'Large'];

function rankOf(value: string): number {
  if (/^\d/.test(value)) return -1;
  const size = sizeOrder.indexOf(value);
  return size < 0 ? sizeOrder.length : size;
}

function compareValues(left: string, right: string): number {
  return rankOf(left) - rankOf(right) || left.localeCompare(right, 'en', { numeric: true });
}

/** Facets in the order that they are shown in: category, the options by name, price, availability. Empty ones are left out. */
export function toFacets(rows: readonly FacetRow[], currency: Currency): product.ProductList['facets'] {
  const of = (facet: string) => rows.filter((row) => row.facet === facet);
  const options = [...new Set(rows.map((row) => row.facet).filter((facet) => facet.startsWith('option:')))].toSorted();
  const facets = [
    { name: 'category', values: of('category').map(({ value, label, count }) => ({ value, label: label ?? value, count })) },
    ...options.map((facet) => ({
      name: facet.slice('option:'.length),
      values: of(facet)
        .map(({ value, count }) => ({ value, label: value, count }))
        .toSorted((left, right) => compareValues(left.value, right.value)),
    })),
    {
      name: 'price',
      values: of('price')
        .toSorted((left, right) => Number(left.value) - Number(right.value))
        .map(({ value, count }) => ({ ...priceValue(Number(value), currency), count })),
    },
    {
      name: 'availability',
      values: of('availability')
        .toSorted((left, right) => (left.value > right.value ? -1 : 1))
        .map(({ value, count }) => ({ value, label: value === 'true' ? 'In stock' : 'Sold out', count })),
    },
  ];
  return facets.filter((facet) => facet.values.length > 0);
}
