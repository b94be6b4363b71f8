import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { readHome } from '#catalogue/read.ts';
import { ProductSection } from '#product/product-section.tsx';
import { CategoryTiles } from '#shell/category-tiles.tsx';
import { Hero } from '#shell/hero.tsx';
import { JsonLd } from '#shell/json-ld.tsx';
import { Promises } from '#shell/promises.tsx';
import { organizationData } from '#shell/structured-data.ts';

interface HomeProps {
  readonly params: Promise<{ path?: string[] }>;
}

/**
 * The home page, and the 404 of addresses that nobody else takes. A segment that is optional makes it a page that is rendered
 * at its first request and kept, where a plain one would be rendered while building, when there is no gateway.
 */
export function generateStaticParams(): { path: string[] }[] {
  return [];
}

export const metadata: Metadata = { alternates: { canonical: '/' } };

export default async function HomePage({ params }: HomeProps) {
  const { path = [] } = await params;
  if (path.length > 0) notFound();
  const { categories, featured, newest } = await readHome();
  const loved = featured.filter((product) => product.rating !== null);
  return (
    <>
      <JsonLd data={organizationData()} />
      <Hero products={newest.filter((product) => product.image).slice(0, 3)} />
      <Promises />
      <CategoryTiles categories={categories.filter((category) => category.parentId === null)} />
      <ProductSection title="Loved right now" products={loved} />
      <ProductSection title="Just in" products={newest} href="/search?sort=newest" />
    </>
  );
}
