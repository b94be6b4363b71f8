import type { Input } from '#gateway/procedures.ts';

/** What narrows and orders a list; all of it is in the address, so that it can be shared and gone back to. */
export interface Filters {
  readonly query: string;
  readonly category: string | null;
  readonly sort: Sort | null;
  readonly inStock: boolean;
  /** Minor units. */
  readonly minPrice: number | null;
  readonly maxPrice: number | null;
  /** Such as `Color:Blue`. */
  readonly options: readonly string[];
}

export const sorts = {
  relevance: 'Best match',
  newest: 'Newest',
  price_asc: 'Price, low to high',
  price_desc: 'Price, high to low',
  rating: 'Best rated',
} as const;

export type Sort = keyof typeof sorts;

export const noFilters: Filters = { query: '', category: null, sort: null, inStock: false, minPrice: null, maxPrice: null, options: [] };

function wholeNumber(value: string | null): number | null {
  return value !== null && /^\d{1,9}$/.test(value) ? Number(value) : null;
}

/** Whatever cannot be understood is left out. */
export function parseFilters(params: URLSearchParams): Filters {
  const sort = params.get('sort');
  return {
    query: (params.get('query') ?? '').slice(0, 200).trim(),
    category: params.get('category'),
    sort: sort !== null && Object.hasOwn(sorts, sort) ? (sort as Sort) : null,
    inStock: params.get('inStock') === 'true',
    minPrice: wholeNumber(params.get('minPrice')),
    maxPrice: wholeNumber(params.get('maxPrice')),
    options: params.getAll('option').filter((option) => /^[^:,]+:.+$/.test(option)),
  };
}

/** The same filters always give the same text. */
export function filterParams(filters: Filters): URLSearchParams {
  const params = new URLSearchParams();
  if (filters.query) params.set('query', filters.query);
  if (filters.category) params.set('category', filters.category);
  for (const option of filters.options.toSorted()) params.append('option', option);
  if (filters.minPrice !== null) params.set('minPrice', String(filters.minPrice));
  if (filters.maxPrice !== null) params.set('maxPrice', String(filters.maxPrice));
  if (filters.inStock) params.set('inStock', 'true');
  if (filters.sort) params.set('sort', filters.sort);
  return params;
}

/** What the gateway is asked; `category` is that of the page one is on. */
export function listInput(filters: Filters, category?: string): Input<'catalog.list'> {
  return {
    ...(filters.query && { query: filters.query }),
    ...((category ?? filters.category) && { category: category ?? filters.category ?? undefined }),
    ...(filters.sort && { sort: filters.sort }),
    ...(filters.inStock && { inStock: true }),
    ...(filters.minPrice !== null && { minPrice: filters.minPrice }),
    ...(filters.maxPrice !== null && { maxPrice: filters.maxPrice }),
    ...(filters.options.length > 0 && { options: filters.options.toSorted().join(',') }),
    limit: 24,
  };
}

/** Adds an option, or takes it away. */
export function toggleOption(filters: Filters, option: string): Filters {
  const without = filters.options.filter((value) => value !== option);
  return { ...filters, options: without.length < filters.options.length ? without : [...without, option] };
}

export function activeCount({ options, inStock, minPrice, maxPrice, category }: Filters): number {
  return options.length + Number(inStock) + Number(minPrice !== null || maxPrice !== null) + Number(category !== null);
}
