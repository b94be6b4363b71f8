'use client';

import { Field } from '@tradewind/ui/field';
import { Select } from '@tradewind/ui/select';

interface FilterSelectProps<Value extends string> {
  readonly label: string;
  readonly all: string;
  readonly value: Value | null;
  readonly choices: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value | null) => void;
}

/** One filter of a list; its first choice is none. */
export function FilterSelect<Value extends string>({ label, all, value, choices, onChange }: FilterSelectProps<Value>) {
  // The cast: `choices` names each of the values.
  const entries = Object.entries(choices) as [Value, string][];
  return (
    <Field label={label} hideLabel optional className="min-w-36 flex-1 sm:flex-none">
      <Select
        value={value ?? ''}
        onChange={({ target }) => onChange(entries.find(([name]) => name === target.value)?.[0] ?? null)}
        aria-label={label}
      >
        <option value="">{all}</option>
        {entries.map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </Select>
    </Field>
  );
}
