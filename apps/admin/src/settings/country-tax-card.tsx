'use client';

import { Button } from '@tradewind/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Checkbox } from '@tradewind/ui/checkbox';
import { Field } from '@tradewind/ui/field';
import { Input } from '@tradewind/ui/input';
import { Select } from '@tradewind/ui/select';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import { Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { CellInput } from '#product/cell-input.tsx';
import { countryName } from './settings-words.ts';
import { type CountryDraft, emptyRate, type RateDraft } from './tax-draft.ts';

interface CountryTaxCardProps {
  readonly draft: CountryDraft;
  readonly path: string;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (to: Partial<CountryDraft>) => void;
  readonly onRemove: () => void;
}

/** A country's rates: for all of it, for regions, and for reduced products. */
export function CountryTaxCard({ draft, path, errors, onChange, onRemove }: CountryTaxCardProps) {
  const add = useRef<HTMLButtonElement>(null);
  const name = countryName(draft.country.trim().toUpperCase()) ?? 'New country';
  const change = (key: string, to: Partial<RateDraft>) =>
    onChange({ rates: draft.rates.map((rate) => (rate.key === key ? { ...rate, ...to } : rate)) });
  const remove = (key: string) => {
    onChange({ rates: draft.rates.filter((rate) => rate.key !== key) });
    add.current?.focus();
  };
  return (
    <Card className="relative overflow-hidden">
      <CardHeader>
        <CardTitle>{name}</CardTitle>
        <Button variant="ghost" size="icon-sm" aria-label={`Remove ${name}`} onClick={onRemove}>
          <Trash2 aria-hidden />
        </Button>
      </CardHeader>
      <CardContent className="grid min-w-0 gap-5">
        <div className="flex flex-wrap items-end gap-5">
          <Field label="Country code" error={errors[`${path}.country`]} className="w-40">
            <Input value={draft.country} maxLength={2} autoComplete="off" onChange={({ target }) => onChange({ country: target.value })} />
          </Field>
          <Checkbox checked={draft.included} onChange={({ target }) => onChange({ included: target.checked })} className="min-h-11">
            Prices contain the tax
          </Checkbox>
        </div>
        <Table label={`Rates of ${name}`}>
          <TableHead>
            <tr>
              <TableHeader className="pl-0">Class</TableHeader>
              <TableHeader>Regions, codes and names with commas between</TableHeader>
              <TableHeader>Percent</TableHeader>
              <TableHeader className="sr-only">Actions</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {draft.rates.map((rate, index) => (
              <RateRow
                key={rate.key}
                rate={rate}
                label={`rate ${index + 1} of ${name}`}
                error={errors[`${path}.rates.${index}.percent`]}
                onChange={(to) => change(rate.key, to)}
                onRemove={() => remove(rate.key)}
              />
            ))}
          </TableBody>
        </Table>
        <Button
          ref={add}
          variant="secondary"
          size="sm"
          className="justify-self-start"
          aria-label={`Add rate to ${name}`}
          onClick={() => onChange({ rates: [...draft.rates, emptyRate(() => crypto.randomUUID())] })}
        >
          <Plus aria-hidden /> Add rate
        </Button>
      </CardContent>
    </Card>
  );
}

interface RateRowProps {
  readonly rate: RateDraft;
  readonly label: string;
  readonly error: string | undefined;
  readonly onChange: (to: Partial<RateDraft>) => void;
  readonly onRemove: () => void;
}

function RateRow({ rate, label, error, onChange, onRemove }: RateRowProps) {
  return (
    <TableRow>
      <TableCell className="py-2 pl-0 align-top">
        <Select
          aria-label={`Class of ${label}`}
          value={rate.taxClass}
          onChange={({ target }) => onChange({ taxClass: target.value === 'reduced' ? 'reduced' : 'standard' })}
          className="min-w-36"
        >
          <option value="standard">Standard</option>
          <option value="reduced">Reduced</option>
        </Select>
      </TableCell>
      <TableCell className="py-2 align-top">
        <CellInput
          label={`Regions of ${label}`}
          placeholder="All others"
          value={rate.regions}
          onChange={({ target }) => onChange({ regions: target.value })}
          className="h-11 min-w-56"
        />
      </TableCell>
      <TableCell className="py-2 align-top">
        <CellInput
          label={`Percent of ${label}`}
          inputMode="decimal"
          value={rate.percent}
          error={error}
          onChange={({ target }) => onChange({ percent: target.value })}
          className="h-11 w-24"
        />
      </TableCell>
      <TableCell className="py-2 text-right align-top">
        <Button variant="ghost" size="icon" aria-label={`Remove ${label}`} onClick={onRemove}>
          <Trash2 aria-hidden />
        </Button>
      </TableCell>
    </TableRow>
  );
}
