'use client';

import { Field } from '@tradewind/ui/field';
import { Input } from '@tradewind/ui/input';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import { CellInput } from './cell-input.tsx';
import { type Cells, type ProductDraft, rowsOf, shopCurrency, type VariantRow } from './product-draft.ts';
import { nameOf } from './variant-grid.ts';

interface VariantGridTableProps {
  readonly draft: ProductDraft;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (change: Partial<ProductDraft>) => void;
}

/** Prices and stock: what all variants have in common, and the grid in which each may differ. */
export function VariantGridTable({ draft, errors, onChange }: VariantGridTableProps) {
  const rows = rowsOf(draft);
  const common = (to: Partial<ProductDraft['common']>) => onChange({ common: { ...draft.common, ...to } });
  return (
    <div className="grid gap-5">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Field label={`Price (${shopCurrency})`} error={rows.length === 1 ? undefined : errors['variants.0.price']}>
          <Input
            inputMode="decimal"
            autoComplete="off"
            value={draft.common.price}
            onChange={({ target }) => common({ price: target.value })}
          />
        </Field>
        <Field label={`Compare at (${shopCurrency})`} optional>
          <Input
            inputMode="decimal"
            autoComplete="off"
            value={draft.common.compareAt}
            onChange={({ target }) => common({ compareAt: target.value })}
          />
        </Field>
        <Field label="Stock">
          <Input
            inputMode="numeric"
            autoComplete="off"
            value={draft.common.stock}
            onChange={({ target }) => common({ stock: target.value })}
          />
        </Field>
        <Field label="Weight, g" hint="With its packing.">
          <Input
            inputMode="numeric"
            autoComplete="off"
            value={draft.common.weight}
            onChange={({ target }) => common({ weight: target.value })}
          />
        </Field>
      </div>
      <Table label="Variants">
        <TableHead>
          <tr>
            <TableHeader className="pl-0">Variant</TableHeader>
            <TableHeader>SKU</TableHeader>
            <TableHeader>Price</TableHeader>
            <TableHeader>Compare at</TableHeader>
            <TableHeader>Stock</TableHeader>
            <TableHeader>Weight, g</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row, index) => (
            <GridRow
              key={row.key}
              row={row}
              errors={errors}
              path={`variants.${index}`}
              onType={(cells) => onChange({ typed: { ...draft.typed, [row.key]: { ...draft.typed[row.key], ...cells } } })}
            />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

interface GridRowProps {
  readonly row: VariantRow;
  readonly path: string;
  readonly errors: Readonly<Record<string, string>>;
  readonly onType: (cells: Partial<Cells>) => void;
}

function GridRow({ row: { choice, cells }, path, errors, onType }: GridRowProps) {
  const name = nameOf(choice);
  return (
    <TableRow>
      <TableHeader scope="row" className="py-2 pl-0 text-left font-medium">
        {name}
      </TableHeader>
      <TableCell className="py-2 align-top">
        <CellInput
          label={`SKU of ${name}`}
          value={cells.sku}
          maxLength={64}
          error={errors[`${path}.sku`]}
          onChange={({ target }) => onType({ sku: target.value })}
          className="min-w-48 uppercase"
        />
      </TableCell>
      <TableCell className="py-2 align-top">
        <CellInput
          label={`Price of ${name}`}
          inputMode="decimal"
          value={cells.price}
          error={errors[`${path}.price`] ?? errors[`${path}.price.amountMinor`]}
          onChange={({ target }) => onType({ price: target.value })}
          className="w-28"
        />
      </TableCell>
      <TableCell className="py-2 align-top">
        <CellInput
          label={`Compare at price of ${name}`}
          inputMode="decimal"
          value={cells.compareAt}
          error={errors[`${path}.compareAtPrice`] ?? errors[`${path}.compareAtPrice.amountMinor`]}
          onChange={({ target }) => onType({ compareAt: target.value })}
          className="w-28"
        />
      </TableCell>
      <TableCell className="py-2 align-top">
        <CellInput
          label={`Stock of ${name}`}
          inputMode="numeric"
          value={cells.stock}
          error={errors[`${path}.onHand`]}
          onChange={({ target }) => onType({ stock: target.value })}
          className="w-24"
        />
      </TableCell>
      <TableCell className="py-2 align-top">
        <CellInput
          label={`Weight of ${name} in grams`}
          inputMode="numeric"
          value={cells.weight}
          error={errors[`${path}.weightGrams`]}
          onChange={({ target }) => onType({ weight: target.value })}
          className="w-24"
        />
      </TableCell>
    </TableRow>
  );
}
