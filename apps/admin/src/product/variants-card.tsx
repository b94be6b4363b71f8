'use client';

import { Card, CardHeader, CardTitle } from '@tradewind/ui/card';
import { cn } from '@tradewind/ui/cn';
import { Price } from '@tradewind/ui/price';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import { useMay } from '#account/use-may.ts';
import type { Product, Variant } from '#gateway/procedures.ts';
import { AdjustDialog } from './adjust-dialog.tsx';
import { PricesDialog } from './prices-dialog.tsx';
import { lowStock } from './product-words.ts';
import { VariantCells } from './variant-cells.tsx';

export function VariantsCard({ product }: { readonly product: Product }) {
  const mayWrite = useMay('products:write');
  const mayAdjust = useMay('inventory:write');
  return (
    <Card className="relative overflow-hidden">
      <CardHeader className="pb-3">
        <CardTitle>Variants and stock</CardTitle>
      </CardHeader>
      <Table label="Variants and stock">
        <TableHead>
          <tr>
            <TableHeader className="sm:pl-6">Variant</TableHeader>
            <TableHeader>Price</TableHeader>
            {mayWrite && <TableHeader>Compare at</TableHeader>}
            {mayWrite && <TableHeader>Weight, g</TableHeader>}
            <TableHeader className="text-right">On hand</TableHeader>
            <TableHeader className="text-right">Reserved</TableHeader>
            <TableHeader className="text-right">Available</TableHeader>
            {(mayWrite || mayAdjust) && <TableHeader className="sr-only">Actions</TableHeader>}
          </tr>
        </TableHead>
        <TableBody>
          {product.variants.map((variant) => (
            <TableRow key={variant.id}>
              <TableHeader scope="row" className="min-w-44 py-2.5 text-left sm:pl-6">
                <span className="block">{variant.title || product.title}</span>
                <span className="block font-normal text-muted text-sm">{variant.sku}</span>
              </TableHeader>
              {mayWrite ? (
                <VariantCells productId={product.id} variant={variant} />
              ) : (
                <TableCell>
                  <Price value={variant.price} compareAt={variant.compareAtPrice} />
                </TableCell>
              )}
              <Stock variant={variant} />
              {(mayWrite || mayAdjust) && (
                <TableCell>
                  <span className="flex justify-end gap-2">
                    {mayWrite && <PricesDialog productId={product.id} variant={variant} />}
                    {mayAdjust && <AdjustDialog productId={product.id} variant={variant} />}
                  </span>
                </TableCell>
              )}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

function Stock({ variant }: { readonly variant: Variant }) {
  return (
    <>
      <TableCell className="text-right tabular-nums">{variant.onHand}</TableCell>
      <TableCell className="text-right tabular-nums">{variant.reserved}</TableCell>
      <TableCell className={cn('text-right font-medium tabular-nums', variant.available <= lowStock && 'text-danger')}>
        {variant.available}
      </TableCell>
    </>
  );
}
