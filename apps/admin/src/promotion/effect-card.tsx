'use client';

import { currencies } from '@tradewind/money';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Checkbox } from '@tradewind/ui/checkbox';
import { Field } from '@tradewind/ui/field';
import { Input } from '@tradewind/ui/input';
import { Select } from '@tradewind/ui/select';
import { pathOf, useCategories } from '#product/use-categories.ts';
import { ProductPicker } from './product-picker.tsx';
import type { CardProps } from './promotion-form.tsx';
import { kindNames } from './promotion-words.ts';

const kinds = ['percentage', 'fixed', 'free_delivery', 'buy_x_get_y', 'tiered'] as const;
const scopes = { everything: 'Everything', categories: 'Categories', products: 'Products' } as const;

/** What is taken off, and of what. */
export function EffectCard({ draft, errors, onChange }: CardProps) {
  const text = (name: 'percent' | 'amount' | 'buy' | 'get' | 'tiers') => ({
    value: draft[name],
    autoComplete: 'off',
    onChange: ({ target }: { target: { value: string } }) => onChange({ [name]: target.value }),
  });
  return (
    <Card>
      <CardHeader>
        <CardTitle>What it takes off</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-5">
        <div className="grid items-start gap-5 sm:grid-cols-2 lg:grid-cols-4">
          <Field label="Kind">
            <Select
              value={draft.kind}
              onChange={({ target }) => onChange({ kind: kinds.find((kind) => kind === target.value) ?? 'percentage' })}
            >
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {kindNames[kind]}
                </option>
              ))}
            </Select>
          </Field>
          {draft.kind === 'buy_x_get_y' && (
            <>
              <Field label="Pieces to buy" error={errors['effect.buy']}>
                <Input inputMode="numeric" {...text('buy')} />
              </Field>
              <Field label="Pieces to get" hint="The cheapest of each set." error={errors['effect.get']}>
                <Input inputMode="numeric" {...text('get')} />
              </Field>
            </>
          )}
          {(draft.kind === 'percentage' || draft.kind === 'buy_x_get_y') && (
            <Field
              label="Percent off"
              hint={draft.kind === 'buy_x_get_y' ? '100 makes them free.' : undefined}
              error={errors['effect.basisPoints']}
            >
              <Input inputMode="decimal" {...text('percent')} />
            </Field>
          )}
          {draft.kind === 'fixed' && (
            <Field label="Amount off" error={errors['effect.amountMinor']}>
              <Input inputMode="decimal" {...text('amount')} />
            </Field>
          )}
          {draft.kind === 'tiered' && (
            <Field label="Tiers" hint="Sums with percent: “50: 5, 100: 10”." error={errors['effect.tiers']} className="lg:col-span-2">
              <Input {...text('tiers')} />
            </Field>
          )}
          <Field label="Currency of amounts" optional hint="With one, it counts for carts in it alone." error={errors.currency}>
            <Select
              value={draft.currency}
              onChange={({ target }) => onChange({ currency: currencies.find((currency) => currency === target.value) ?? '' })}
            >
              <option value="">Any, without amounts</option>
              {currencies.map((currency) => (
                <option key={currency} value={currency}>
                  {currency}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <Field label="Counts for" error={errors.scope} className="max-w-xs">
          <Select
            value={draft.scope}
            onChange={({ target }) =>
              onChange({ scope: target.value === 'categories' || target.value === 'products' ? target.value : 'everything' })
            }
          >
            {Object.entries(scopes).map(([scope, name]) => (
              <option key={scope} value={scope}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        {draft.scope === 'categories' && (
          <CategoryChoice chosen={draft.categoryIds} onChange={(categoryIds) => onChange({ categoryIds })} />
        )}
        {draft.scope === 'products' && <ProductPicker chosen={draft.productIds} onChange={(productIds) => onChange({ productIds })} />}
      </CardContent>
    </Card>
  );
}

interface CategoryChoiceProps {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

function CategoryChoice({ chosen, onChange }: CategoryChoiceProps) {
  const categories = useCategories();
  return (
    <fieldset>
      <legend className="mb-2 font-medium text-sm">Categories, each with those below it</legend>
      <div className="grid gap-x-4 sm:grid-cols-2 lg:grid-cols-3">
        {categories.map((category) => (
          <Checkbox
            key={category.id}
            checked={chosen.includes(category.id)}
            onChange={({ target }) => onChange(target.checked ? [...chosen, category.id] : chosen.filter((id) => id !== category.id))}
          >
            {pathOf(category, categories)}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}
