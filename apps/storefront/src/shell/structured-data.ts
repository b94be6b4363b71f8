import { toDecimalString } from '@tradewind/money';
import { readEnv } from '#env.ts';
import type { Product } from '#gateway/procedures.ts';

function absolute(path: string): string {
  return new URL(path, readEnv().publicUrl).href;
}

export function organizationData(): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'Organization',
    name: 'Tradewind',
    url: absolute('/'),
    logo: absolute('/icon.svg'),
  };
}

interface Step {
  readonly label: string;
  readonly path: string;
}

export function breadcrumbData(steps: readonly Step[]): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ label, path }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name: label,
      item: absolute(path),
    })),
  };
}

/** A product and an offer for each of its variants, prices as decimals. */
export function productData(product: Product): object {
  const url = absolute(`/products/${product.slug}`);
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.title,
    description: product.description,
    image: product.images.map((image) => image.url),
    sku: product.variants[0]?.sku,
    category: product.category?.name,
    url,
    offers: product.variants.map((variant) => ({
      '@type': 'Offer',
      sku: variant.sku,
      url,
      price: toDecimalString(variant.price),
      priceCurrency: variant.price.currency,
      availability: `https://schema.org/${variant.available > 0 ? 'InStock' : 'OutOfStock'}`,
      itemCondition: 'https://schema.org/NewCondition',
    })),
  };
}
