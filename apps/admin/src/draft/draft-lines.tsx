'use client';

import { formatMoney } from '@tradewind/money';
import { Button } from '@tradewind/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Field } from '@tradewind/ui/field';
import { Input } from '@tradewind/ui/input';
import { QuantityStepper } from '@tradewind/ui/quantity-stepper';
import { X } from 'lucide-react';
import type { DraftPricing } from '#gateway/procedures.ts';
import { VariantPicker } from '#order/variant-picker.tsx';
import { Thumbnail } from '#parts/thumbnail.tsx';
import type { LineForm } from './draft-form.ts';

interface DraftLinesProps {
  readonly lines: readonly LineForm[];
  readonly pricing: DraftPricing | undefined;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (lines: readonly LineForm[]) => void;
}

/** What is ordered, each at the shop's price or at one of its own. */
export function DraftLines({ lines, pricing, errors, onChange }: DraftLinesProps) {
  const change = (index: number, to: Partial<LineForm>) => onChange(lines.map((line, at) => (at === index ? { ...line, ...to } : line)));
  return (
    <Card>
      <CardHeader>
        <CardTitle>Items</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-5">
        {lines.length > 0 && (
          <ul className="divide-y divide-line">
            {lines.map((line, index) => (
              <Line
                key={line.variantId}
                line={line}
                priced={pricing?.lines.find(({ variantId }) => variantId === line.variantId)}
                errors={{ price: errors[`lines.${index}.price`], reason: errors[`lines.${index}.reason`] }}
                onChange={(to) => change(index, to)}
                onRemove={() => onChange(lines.filter((_, at) => at !== index))}
              />
            ))}
          </ul>
        )}
        <VariantPicker
          taken={new Set(lines.map(({ variantId }) => variantId))}
          onPick={(variant) => onChange([...lines, { ...variant, quantity: 1, price: '', reason: '' }])}
        />
      </CardContent>
    </Card>
  );
}

interface LineProps {
  readonly line: LineForm;
  readonly priced: DraftPricing['lines'][number] | undefined;
  readonly errors: { readonly price: string | undefined; readonly reason: string | undefined };
  readonly onChange: (to: Partial<LineForm>) => void;
  readonly onRemove: () => void;
}

function Line({ line: { title, quantity, price, reason }, priced, errors, onChange, onRemove }: LineProps) {
  return (
    <li className="grid gap-3 py-4">
      <div className="flex flex-wrap items-center gap-3">
        <Thumbnail image={priced?.image ?? null} />
        <div className="min-w-40 flex-1">
          <p className="font-medium">{title}</p>
          {priced && <p className="text-muted text-sm">{[priced.sku, formatMoney(priced.listPrice)].join(' · ')}</p>}
          {priced && priced.available < quantity && (
            <p className="text-sm text-warning">{priced.available <= 0 ? 'None are in stock' : `Only ${priced.available} are in stock`}</p>
          )}
        </div>
        <QuantityStepper label={title} size="sm" value={quantity} onChange={(to) => onChange({ quantity: to })} />
        <Button variant="ghost" size="icon-sm" aria-label={`Remove ${title}`} onClick={onRemove}>
          <X aria-hidden />
        </Button>
      </div>
      <div className="grid gap-3 sm:grid-cols-[10rem_1fr]">
        <Field
          label={
            <>
              Own price<span className="sr-only"> of {title}</span>
            </>
          }
          optional
          error={errors.price}
        >
          <Input inputMode="decimal" autoComplete="off" value={price} onChange={({ target }) => onChange({ price: target.value })} />
        </Field>
        {price.trim() !== '' && (
          <Field
            label={
              <>
                Why<span className="sr-only"> {title} has another price</span>
              </>
            }
            error={errors.reason}
          >
            <Input maxLength={200} autoComplete="off" value={reason} onChange={({ target }) => onChange({ reason: target.value })} />
          </Field>
        )}
      </div>
    </li>
  );
}
