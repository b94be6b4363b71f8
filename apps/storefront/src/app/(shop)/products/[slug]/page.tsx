import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import type { Metadata, ResolvingMetadata } from 'next';
import { readProduct } from '#catalogue/read.ts';
import { pictureAt } from '#product/picture-set.ts';
import { ProductSection } from '#product/product-section.tsx';
import { ProductView } from '#product/product-view.tsx';
import { JsonLd } from '#shell/json-ld.tsx';
import { shareCard } from '#shell/share-card.ts';
import { ShopLink } from '#shell/shop-link.tsx';
import { breadcrumbData, productData } from '#shell/structured-data.ts';

interface ProductProps {
  readonly params: Promise<{ slug: string }>;
}

/** Rendered at the first request, kept until an event says that the product changed. */
export function generateStaticParams(): { slug: string }[] {
  return [];
}

export async function generateMetadata({ params }: ProductProps, shop: ResolvingMetadata): Promise<Metadata> {
  const { product } = await readProduct((await params).slug);
  const description = product.description.replaceAll(/\s+/g, ' ').slice(0, 160);
  const path = `/products/${product.slug}`;
  const images = product.images.slice(0, 1).map((image) => pictureAt(image.url, 1280));
  return {
    title: product.title,
    description,
    alternates: { canonical: path },
    openGraph: await shareCard(shop, { title: product.title, description, url: path, images }),
  };
}

export default async function ProductPage({ params }: ProductProps) {
  const { product, recommendations } = await readProduct((await params).slug);
  const steps = [
    { label: 'Home', href: '/' },
    ...(product.category ? [{ label: product.category.name, href: `/categories/${product.category.slug}` }] : []),
  ];
  const crumbs = [...steps, { label: product.title, href: `/products/${product.slug}` }];
  return (
    <>
      <JsonLd data={productData(product)} />
      <JsonLd data={breadcrumbData(crumbs.map(({ label, href }) => ({ label, path: href })))} />
      <div className="shell pt-4">
        <Breadcrumbs items={steps} current={product.title} link={ShopLink} />
      </div>
      <ProductView product={product} />
      <ProductSection title="Goes well with it" products={recommendations.slice(0, 4)} />
    </>
  );
}
