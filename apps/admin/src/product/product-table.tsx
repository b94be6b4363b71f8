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
          <TableHeader className="hidden sm:table-cell">Status</TableHeader>
          <TableHeader className="hidden text-right md:table-cell">Variants</TableHeader>
          <TableHeader className="text-right">Available</TableHeader>
          <TableHeader className="text-right">Price from</TableHeader>
          <TableHeader className="hidden md:table-cell">Changed</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {products.map((product) => (
          <TableRow key={product.id}>
            <TableCell className="sm:min-w-60">
              <span className="flex items-center gap-3">
                <span className="hidden shrink-0 sm:block">
                  <Thumbnail image={product.image} />
                </span>
                <Link
                  href={`/products/${product.id}`}
                  prefetch={false}
                  className="inline-flex min-h-8 items-center font-medium text-primary hover:underline"
                >
                  {product.title}
                </Link>
              </span>
            </TableCell>
            <TableCell className="hidden sm:table-cell">
              <Badge tone={productStatusWords[product.status].tone}>{productStatusWords[product.status].label}</Badge>
            </TableCell>
            <TableCell className="hidden text-right tabular-nums md:table-cell">{product.variantCount}</TableCell>
            <TableCell className={cn('text-right tabular-nums', product.available <= lowStock && 'font-medium text-danger')}>
              {product.available.toLocaleString('en')}
            </TableCell>
            <TableCell className="text-right">
              <Price value={product.price} compareAt={product.compareAtPrice} className="justify-end" />
            </TableCell>
            <TableCell className="hidden md:table-cell">
              <When at={product.updatedAt} isStacked />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
