'use client';

import { Badge } from '@tradewind/ui/badge';
import { cn } from '@tradewind/ui/cn';
import { Price } from '@tradewind/ui/price';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import Link from 'next/link';
import type { ProductSummary } from '#gateway/procedures.ts';
import { Thumbnail } from '#parts/thumbnail.tsx';
import { When } from '#parts/when.tsx';
import { lowStock, productStatusWords } from './product-words.ts';

export function ProductTable({ products }: { readonly products: readonly ProductSummary[] }) {
  return (
    <Table label="Products">
      <TableHead>
        <tr>
          <TableHeader>Product</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader className="text-right">Variants</TableHeader>
          <TableHeader className="text-right">Available</TableHeader>
          <TableHeader className="text-right">Price from</TableHeader>
          <TableHeader>Changed</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {products.map((product) => (
          <TableRow key={product.id}>
            <TableCell className="min-w-60">
              <span className="flex items-center gap-3">
                <Thumbnail image={product.image} />
                <Link
                  href={`/products/${product.id}`}
                  prefetch={false}
                  className="inline-flex min-h-8 items-center font-medium text-primary hover:underline"
                >
                  {product.title}
                </Link>
              </span>
            </TableCell>
            <TableCell>
              <Badge tone={productStatusWords[product.status].tone}>{productStatusWords[product.status].label}</Badge>
            </TableCell>
            <TableCell className="text-right tabular-nums">{product.variantCount}</TableCell>
            <TableCell className={cn('text-right tabular-nums', product.available <= lowStock && 'font-medium text-danger')}>
              {product.available.toLocaleString('en')}
            </TableCell>
            <TableCell className="text-right">
              <Price value={product.price} compareAt={product.compareAtPrice} className="justify-end" />
            </TableCell>
            <TableCell className="text-muted">
              <When at={product.updatedAt} isShort />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
