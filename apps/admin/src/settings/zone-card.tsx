'use client';

import type { Currency } from '@tradewind/money';
import { Button } from '@tradewind/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Field } from '@tradewind/ui/field';
import { Input, Textarea } from '@tradewind/ui/input';
import { Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { emptyOption, type OptionDraft, type ZoneDraft } from './delivery-draft.ts';
import { OptionFields } from './option-fields.tsx';

interface ZoneCardProps {
  readonly zone: ZoneDraft;
  readonly path: string;
  readonly currencies: readonly Currency[];
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (to: Partial<ZoneDraft>) => void;
  readonly onRemove: () => void;
}

/** Where parcels go to alike, and the ways to send them there. */
export function ZoneCard({ zone, path, currencies, errors, onChange, onRemove }: ZoneCardProps) {
  const add = useRef<HTMLButtonElement>(null);
  const name = zone.name || 'New zone';
  const change = (key: string, to: Partial<OptionDraft>) =>
    onChange({ options: zone.options.map((option) => (option.key === key ? { ...option, ...to } : option)) });
  return (
    <Card className="min-w-0">
      <CardHeader>
        <CardTitle>{name}</CardTitle>
        <Button variant="ghost" size="icon-sm" aria-label={`Remove ${name}`} onClick={onRemove}>
          <Trash2 aria-hidden />
        </Button>
      </CardHeader>
      <CardContent className="grid min-w-0 gap-5">
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <Field label="Name" error={errors[`${path}.name`]}>
            <Input value={zone.name} maxLength={60} autoComplete="off" onChange={({ target }) => onChange({ name: target.value })} />
          </Field>
          <Field
            label="Countries"
            hint="Two letters a line; some regions alone as “US: HI, Hawaii”. A region comes before its country."
            error={errors[`${path}.places`]}
          >
            <Textarea rows={3} value={zone.places} onChange={({ target }) => onChange({ places: target.value })} />
          </Field>
        </div>
        {zone.options.map((option, index) => (
          <OptionFields
            key={option.key}
            option={option}
            zoneName={name}
            path={`${path}.options.${index}`}
            currencies={currencies}
            errors={errors}
            onChange={(to) => change(option.key, to)}
            onRemove={() => {
              onChange({ options: zone.options.filter(({ key }) => key !== option.key) });
              add.current?.focus();
            }}
          />
        ))}
        {errors[`${path}.options`] && (
          <p role="alert" className="text-caption text-danger">
            {errors[`${path}.options`]}
          </p>
        )}
        <Button
          ref={add}
          variant="secondary"
          size="sm"
          className="justify-self-start"
          aria-label={`Add way of delivery to ${name}`}
          onClick={() => onChange({ options: [...zone.options, emptyOption(() => crypto.randomUUID())] })}
        >
          <Plus aria-hidden /> Add way of delivery
        </Button>
      </CardContent>
    </Card>
  );
}
