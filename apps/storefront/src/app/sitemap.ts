import type { MetadataRoute } from 'next';
import { readAllSlugs, readCategories } from '#catalogue/read.ts';
import { readEnv } from '#env.ts';

export const dynamic = 'force-dynamic';

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { publicUrl } = readEnv();
  const [categories, slugs] = await Promise.all([readCategories(), readAllSlugs()]);
  const paths = ['/', ...categories.map(({ slug }) => `/categories/${slug}`), ...slugs.map((slug) => `/products/${slug}`)];
  return paths.map((path) => ({ url: new URL(path, publicUrl).href }));
}
