'use client';

import type { Currency } from '@tradewind/money';
import { Button } from '@tradewind/ui/button';
import { Field } from '@tradewind/ui/field';
import { Input } from '@tradewind/ui/input';
import { Select } from '@tradewind/ui/select';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import { Trash2 } from 'lucide-react';
import { CellInput } from '#product/cell-input.tsx';
import type { OptionDraft } from './delivery-draft.ts';

interface OptionFieldsProps {
  readonly option: OptionDraft;
  readonly zoneName: string;
  readonly path: string;
  readonly currencies: readonly Currency[];
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (to: Partial<OptionDraft>) => void;
  readonly onRemove: () => void;
}

/** One way of delivery, with its prices in each currency. */
export function OptionFields({ option, zoneName, path, currencies, errors, onChange, onRemove }: OptionFieldsProps) {
  const name = option.name || 'New way of delivery';
  const price = (currency: Currency, to: Partial<{ steps: string; freeFrom: string }>) =>
    onChange({ prices: { ...option.prices, [currency]: { steps: '', freeFrom: '', ...option.prices[currency], ...to } } });
  return (
    <fieldset className="grid min-w-0 gap-4 rounded-control border p-4">
      <legend className="px-1 font-medium text-sm">{name}</legend>
      <div className="grid items-start gap-4 sm:grid-cols-[1fr_1fr_1fr_auto]">
        <Field label="Way of delivery" error={errors[`${path}.name`]}>
          <Input value={option.name} maxLength={60} autoComplete="off" onChange={({ target }) => onChange({ name: target.value })} />
        </Field>
        <Field label="How long it takes" error={errors[`${path}.estimate`]}>
          <Input
            value={option.estimate}
            maxLength={60}
            autoComplete="off"
            onChange={({ target }) => onChange({ estimate: target.value })}
          />
        </Field>
        <Field label="Steps count">
          <Select value={option.basis} onChange={({ target }) => onChange({ basis: target.value === 'weight' ? 'weight' : 'subtotal' })}>
            <option value="subtotal">the goods’ value</option>
            <option value="weight">the weight in grams</option>
          </Select>
        </Field>
        <Button variant="ghost" size="icon" className="mt-[1.625rem]" aria-label={`Remove ${name} of ${zoneName}`} onClick={onRemove}>
          <Trash2 aria-hidden />
        </Button>
      </div>
      <Table label={`Prices of ${name}, ${zoneName}`}>
        <TableHead>
          <tr>
            <TableHeader className="pl-0">Currency</TableHeader>
            <TableHeader>Price, or steps such as “5.99, from 2000: 9.99”</TableHeader>
            <TableHeader>Free from</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {currencies.map((currency) => (
            <TableRow key={currency}>
              <TableHeader scope="row" className="pl-0 text-left">
                {currency}
              </TableHeader>
              <TableCell className="py-2 align-top">
                <CellInput
                  label={`${currency} price of ${name}, ${zoneName}`}
                  value={option.prices[currency]?.steps ?? ''}
                  error={errors[`${path}.prices.${currency}`]}
                  onChange={({ target }) => price(currency, { steps: target.value })}
                  className="min-w-56"
                />
              </TableCell>
              <TableCell className="py-2 align-top">
                <CellInput
                  label={`${currency} sum from which ${name}, ${zoneName} is free`}
                  inputMode="decimal"
                  value={option.prices[currency]?.freeFrom ?? ''}
                  onChange={({ target }) => price(currency, { freeFrom: target.value })}
                  className="w-28"
                />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {errors[`${path}.prices`] && (
        <p role="alert" className="text-caption text-danger">
          {errors[`${path}.prices`]}
        </p>
      )}
    </fieldset>
  );
}
