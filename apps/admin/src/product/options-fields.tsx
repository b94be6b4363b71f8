'use client';

import { Button } from '@tradewind/ui/button';
import { Field } from '@tradewind/ui/field';
import { Input } from '@tradewind/ui/input';
import { Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import type { OptionDraft } from './variant-grid.ts';

const mostOptions = 3;

interface OptionsFieldsProps {
  readonly options: readonly OptionDraft[];
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (options: readonly OptionDraft[]) => void;
}

/** What customers choose between: up to three options with their values. */
export function OptionsFields({ options, errors, onChange }: OptionsFieldsProps) {
  const add = useRef<HTMLButtonElement>(null);
  const change = (key: string, to: Partial<OptionDraft>) =>
    onChange(options.map((option) => (option.key === key ? { ...option, ...to } : option)));

  return (
    <div className="grid gap-4">
      {options.map((option, index) => (
        <fieldset key={option.key} className="flex flex-wrap items-start gap-3">
          <legend className="sr-only">Option {index + 1}</legend>
          <Field label="Option" error={errors[`options.${index}.name`]} className="min-w-36 flex-1">
            <Input
              value={option.name}
              maxLength={40}
              placeholder="Colour"
              autoComplete="off"
              onChange={({ target }) => change(option.key, { name: target.value })}
            />
          </Field>
          <Field label="Values, with commas between" error={errors[`options.${index}.values`]} className="min-w-56 flex-[2]">
            <Input
              value={option.values}
              placeholder="Green, Blue"
              autoComplete="off"
              onChange={({ target }) => change(option.key, { values: target.value })}
            />
          </Field>
          <Button
            variant="ghost"
            size="icon"
            className="mt-[1.625rem]"
            aria-label={`Remove option ${option.name || index + 1}`}
            onClick={() => {
              onChange(options.filter(({ key }) => key !== option.key));
              add.current?.focus();
            }}
          >
            <Trash2 aria-hidden />
          </Button>
        </fieldset>
      ))}
      {errors.options && (
        <p role="alert" className="text-caption text-danger">
          {errors.options}
        </p>
      )}
      <Button
        ref={add}
        variant="secondary"
        size="sm"
        className="justify-self-start"
        aria-disabled={options.length >= mostOptions || undefined}
        onClick={() => options.length < mostOptions && onChange([...options, { key: crypto.randomUUID(), name: '', values: '' }])}
      >
        <Plus aria-hidden /> Add option
      </Button>
    </div>
  );
}
