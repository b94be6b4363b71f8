import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import type { Metadata, ResolvingMetadata } from 'next';
import { notFound } from 'next/navigation';
import { noFilters } from '#catalogue/filters.ts';
import { ListBrowser } from '#catalogue/list-browser.tsx';
import { readCategories, readList } from '#catalogue/read.ts';
import { JsonLd } from '#shell/json-ld.tsx';
import { shareCard } from '#shell/share-card.ts';
import { ShopLink } from '#shell/shop-link.tsx';
import { breadcrumbData } from '#shell/structured-data.ts';

interface CategoryProps {
  readonly params: Promise<{ slug: string }>;
}

/** Rendered at the first request without any filter; filters are applied in the browser. */
export function generateStaticParams(): { slug: string }[] {
  return [];
}

async function readCategory(slug: string) {
  return (await readCategories()).find((category) => category.slug === slug) ?? notFound();
}

export async function generateMetadata({ params }: CategoryProps, shop: ResolvingMetadata): Promise<Metadata> {
  const { name, slug, productCount } = await readCategory((await params).slug);
  const path = `/categories/${slug}`;
  const description = `${name} at Tradewind: ${productCount} well made things, sent within a day.`;
  const openGraph = await shareCard(shop, { title: name, description, url: path });
  return { title: name, description, alternates: { canonical: path }, openGraph };
}

export default async function CategoryPage({ params }: CategoryProps) {
  const category = await readCategory((await params).slug);
  const list = await readList(noFilters, category.slug);
  return (
    <div className="shell pt-4">
      <JsonLd
        data={breadcrumbData([
          { label: 'Home', path: '/' },
          { label: category.name, path: `/categories/${category.slug}` },
        ])}
      />
      <Breadcrumbs items={[{ label: 'Home', href: '/' }]} current={category.name} link={ShopLink} />
      <h1 className="mt-3 font-semibold text-title">{category.name}</h1>
      <ListBrowser category={category.slug} initialFilters={noFilters} initialList={list} />
    </div>
  );
}
