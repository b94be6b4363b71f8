'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { query } from '#gateway/browser.ts';
import type { Product } from '#gateway/procedures.ts';
import { BuyBox } from './buy-box.tsx';
import { Gallery } from './gallery.tsx';
import { LocalPrice } from './local-price.tsx';
import { choose, firstSelection, variantOf } from './selection.ts';
import { VariantPicker } from './variant-picker.tsx';

/** The page's own product, with price and stock asked for again in the browser: the page may be some seconds old. */
function useFreshProduct(rendered: Product): Product {
  const { data } = useQuery({
    queryKey: ['product', rendered.slug],
    queryFn: async ({ signal }) => (await query('catalog.product', { slug: rendered.slug }, signal)).product,
    initialData: rendered,
    initialDataUpdatedAt: 0,
  });
  return data;
}

export function ProductView({ product: rendered }: { readonly product: Product }) {
  const product = useFreshProduct(rendered);
  const [selection, setSelection] = useState(() => firstSelection(rendered));
  const variant = variantOf(product, selection);
  const shown = variant ?? product.variants[0];
  return (
    <div className="shell grid gap-8 pt-4 lg:grid-cols-[1.15fr_1fr] lg:gap-14">
      <Gallery images={product.images} preferred={variant?.image?.url} title={product.title} />
      <div className="lg:sticky lg:top-36 lg:self-start">
        <h1 className="font-semibold text-title">{product.title}</h1>
        {shown && <LocalPrice of={shown} className="mt-3 font-semibold text-2xl" />}
        <p className="mt-5 max-w-prose whitespace-pre-line text-pretty text-muted leading-relaxed">{product.description}</p>
        <VariantPicker
          product={product}
          selection={selection}
          onChoose={(option, value) => setSelection((now) => choose(product, now, option, value))}
        />
        <BuyBox key={variant?.id} product={product} variant={variant} />
      </div>
    </div>
  );
}
