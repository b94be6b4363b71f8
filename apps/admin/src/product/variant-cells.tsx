'use client';

import { toDecimalString } from '@tradewind/money';
import { Button } from '@tradewind/ui/button';
import { TableCell } from '@tradewind/ui/table';
import { type KeyboardEvent, useRef, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Input, Product, Variant } from '#gateway/procedures.ts';
import { moneyHelp, parseMoney } from '#money/parse-money.ts';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { CellInput } from './cell-input.tsx';
import { countOf } from './product-draft.ts';

/** A variant's price, the one it is compared with, and its weight, edited where they stand: Enter saves, Escape takes back. */
export function VariantCells({ productId, variant }: { readonly productId: Product['id']; readonly variant: Variant }) {
  const { currency } = variant.price;
  const before = {
    price: toDecimalString(variant.price),
    compareAt: variant.compareAtPrice ? toDecimalString(variant.compareAtPrice) : '',
    weight: String(variant.weightGrams),
  };
  const [typed, setTyped] = useState<typeof before | null>(null);
  const draft = typed ?? before;
  const first = useRef<HTMLInputElement>(null);
  const save = useAction({
    send: (input: Input<'admin.products.updateVariant'>) => mutate('admin.products.updateVariant', input),
    done: `${variant.sku} saved`,
    refresh: [['product', productId], ['products']],
    onDone: () => setTyped(null),
  });
  const isChanged = draft.price !== before.price || draft.compareAt !== before.compareAt || draft.weight !== before.weight;
  const price = parseMoney(draft.price, currency);
  const compareAt = draft.compareAt.trim() === '' ? null : parseMoney(draft.compareAt, currency);
  const weightGrams = countOf(draft.weight);
  const isCompareBad = draft.compareAt.trim() !== '' && !compareAt;
  const refused = refusalOf(save.error, (path) => path.startsWith('price') || path.startsWith('compareAtPrice') || path === 'weightGrams');
  const name = variant.title || variant.sku;

  function commit() {
    if (!isChanged || !price || isCompareBad || weightGrams === null || save.isPending) return;
    save.mutate({ variantId: variant.id, price, compareAtPrice: compareAt, weightGrams });
    first.current?.focus();
  }

  function onKey(event: KeyboardEvent) {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') setTyped(null);
  }

  return (
    <>
      <TableCell>
        <CellInput
          ref={first}
          label={`Price of ${name}`}
          inputMode="decimal"
          value={draft.price}
          error={price ? (refused.fields.price ?? refused.fields['price.amountMinor'] ?? (refused.rest || undefined)) : moneyHelp(currency)}
          onKeyDown={onKey}
          onChange={({ target }) => setTyped({ ...draft, price: target.value })}
          className="w-28"
        />
      </TableCell>
      <TableCell>
        <CellInput
          label={`Compare at price of ${name}`}
          inputMode="decimal"
          value={draft.compareAt}
          error={isCompareBad ? moneyHelp(currency) : (refused.fields.compareAtPrice ?? refused.fields['compareAtPrice.amountMinor'])}
          onKeyDown={onKey}
          onChange={({ target }) => setTyped({ ...draft, compareAt: target.value })}
          className="w-28"
        />
      </TableCell>
      <TableCell>
        <span className="flex items-start gap-2">
          <span>
            <CellInput
              label={`Weight of ${name} in grams`}
              inputMode="numeric"
              value={draft.weight}
              error={weightGrams === null ? 'Enter whole grams' : refused.fields.weightGrams}
              onKeyDown={onKey}
              onChange={({ target }) => setTyped({ ...draft, weight: target.value })}
              className="w-24"
            />
          </span>
          {isChanged && (
            <Button size="sm" pending={save.isPending} aria-label={`Save ${name}`} onClick={commit}>
              Save
            </Button>
          )}
        </span>
      </TableCell>
    </>
  );
}
