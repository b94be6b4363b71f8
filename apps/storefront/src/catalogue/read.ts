import 'server-only';
import { cache } from 'react';
import type { Category, Input, Output } from '#gateway/procedures.ts';
import { readShared } from '#gateway/server.ts';
import { type Filters, listInput } from './filters.ts';

/** The gateway names this when anything that lists show has changed; beside it `product:…` and `category:…` by slug. */
const catalogTag = 'catalog';

/** For the header; nothing while building, when there is no gateway and no page that would be kept. */
export const readCategories = cache(async (): Promise<readonly Category[]> => {
  if (process.env.NEXT_PHASE === 'phase-production-build') return [];
  return (await readShared('catalog.categories', undefined, [catalogTag])).items;
});

/** Where parcels go to, and what may be paid in, for the footer: a page without it is better than none. */
export const readStore = cache(async (): Promise<Pick<Output<'store.settings'>, 'countries' | 'currencies'>> => {
  const nothing = { countries: [], currencies: [] };
  if (process.env.NEXT_PHASE === 'phase-production-build') return nothing;
  return readShared('store.settings', undefined, ['store']).catch(() => nothing);
});

export function readHome() {
  return readShared('catalog.home', {}, [catalogTag]);
}

export const readProduct = cache((slug: string) => readShared('catalog.product', { slug }, [`product:${slug}`]));

/** The first page of a list. */
export function readList(filters: Filters, category?: string) {
  return readShared('catalog.list', listInput(filters, category), [catalogTag]);
}

/** As many addresses as one sitemap may hold are far more than this (https://www.sitemaps.org/protocol.html). */
const maxSitemapPages = 100;

/** The slugs of everything that is sold, for the sitemap. */
export async function readAllSlugs(): Promise<string[]> {
  const slugs: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < maxSitemapPages; page += 1) {
    const input: Input<'catalog.list'> = { sort: 'newest', limit: 100, ...(cursor && { cursor }) };
    const list = await readShared('catalog.list', input, [catalogTag]);
    slugs.push(...list.items.map((item) => item.slug));
    cursor = list.nextCursor;
    if (!cursor) break;
  }
  return slugs;
}
