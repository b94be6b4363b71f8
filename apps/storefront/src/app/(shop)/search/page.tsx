import type { Metadata } from 'next';
import { parseFilters } from '#catalogue/filters.ts';
import { ListBrowser } from '#catalogue/list-browser.tsx';
import { readList } from '#catalogue/read.ts';
import { SearchTitle } from '#catalogue/search-title.tsx';

interface SearchProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata: Metadata = { title: 'Search', robots: { index: false, follow: true } };

export default async function SearchPage({ searchParams }: SearchProps) {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams)) {
    for (const each of [value ?? []].flat()) params.append(name, each);
  }
  const filters = parseFilters(params);
  const list = await readList(filters);
  return (
    <div className="shell pt-8">
      <SearchTitle initialQuery={filters.query} />
      <ListBrowser key={filters.query} initialFilters={filters} initialList={list} />
    </div>
  );
}
