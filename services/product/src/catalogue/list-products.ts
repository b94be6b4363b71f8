import type { product } from '@tradewind/contracts/schemas';
import { onlyRow } from '@tradewind/service';
import type { Services } from '../services.ts';
import { readCursor, writeCursor } from './list-cursor.ts';
import { type FacetRow, priceBounds, toFacets } from './list-facets.ts';
import { parseOptionFilters } from './list-filters.ts';
import { listStatement } from './list-statement.ts';
import { type ListingRow, toSummary } from './listing-store.ts';

/** The shop's prices are in it, and so are the ranges by which the list is narrowed. */
const shopCurrency = 'USD';

interface ListAnswer {
  items: (ListingRow & { key: number })[];
  total: number;
  facets: FacetRow[];
}

/**
 * Products for sale: searched, narrowed, sorted, a page of them, with counts for narrowing further. Without a search text
 * `relevance` is a fixed shuffle of the shop, sold-out ones last.
 * @throws INVALID_INPUT for a cursor of another list, or options that are not `name:value`
 */
export async function listProducts(
  services: Pick<Services, 'db' | 'publicApiUrl'>,
  input: product.ProductListInput,
): Promise<product.ProductList> {
  const { query, category, minPrice, maxPrice, inStock, sort = 'relevance', limit } = input;
  const typed = query?.trim() || null;
  const filters = [
    typed,
    category ?? null,
    minPrice ?? null,
    maxPrice ?? null,
    inStock ?? null,
    JSON.stringify(parseOptionFilters(input.options)),
    sort,
  ];
  const list = JSON.stringify(filters);
  const after = input.cursor ? readCursor(input.cursor, list) : null;
  const values = [...filters, after?.key ?? null, after?.id ?? null, limit + 1, priceBounds(shopCurrency)];
  const answer = onlyRow(await services.db.rows<ListAnswer>(listStatement, values));
  const rows = answer?.items.slice(0, limit) ?? [];
  const last = rows.at(-1);
  const more = last !== undefined && (answer?.items.length ?? 0) > limit;
  return {
    items: rows.map((row) => toSummary(services.publicApiUrl, row)),
    nextCursor: more ? writeCursor({ key: last.key, id: last.product_id }, list) : null,
    total: answer?.total ?? 0,
    facets: toFacets(answer?.facets ?? [], shopCurrency),
  };
}
