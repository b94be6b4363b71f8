'use client';

import { Minus, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { cn } from './cn.ts';

interface QuantityStepperProps {
  /** Whose quantity: it becomes part of each control's name. */
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  readonly size?: 'sm' | 'md';
  readonly onChange: (value: number) => void;
}

/** A whole number with a button at each side. Typing takes effect on Enter or on leaving; wrong input goes back. */
export function QuantityStepper({ label, value, min = 1, max = 999, size = 'md', onChange }: QuantityStepperProps) {
  const [draft, setDraft] = useState(String(value));
  useEffect(() => setDraft(String(value)), [value]);

  function settle() {
    const wanted = Number(draft);
    const next = Number.isInteger(wanted) ? Math.min(max, Math.max(min, wanted)) : value;
    setDraft(String(next));
    if (next !== value) onChange(next);
  }

  const side = size === 'sm' ? 'size-9' : 'size-11';
  const button = cn('grid place-items-center text-ink hover:bg-sunken aria-disabled:cursor-not-allowed aria-disabled:opacity-40', side);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a row in every browser
    <div role="group" aria-label={`Quantity of ${label}`} className="inline-flex items-center rounded-control border border-line-strong">
      <button
        type="button"
        aria-label={`One less of ${label}`}
        aria-disabled={value <= min}
        onClick={() => value > min && onChange(value - 1)}
        className={cn(button, 'rounded-l-control')}
      >
        <Minus aria-hidden className="size-4" />
      </button>
      <input
        inputMode="numeric"
        aria-label={`Quantity of ${label}`}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={settle}
        onKeyDown={(event) => event.key === 'Enter' && settle()}
        className={cn('bg-transparent text-center text-[0.9375rem] tabular-nums', size === 'sm' ? 'h-9 w-9' : 'h-11 w-11')}
      />
      <button
        type="button"
        aria-label={`One more of ${label}`}
        aria-disabled={value >= max}
        onClick={() => value < max && onChange(value + 1)}
        className={cn(button, 'rounded-r-control')}
      >
        <Plus aria-hidden className="size-4" />
      </button>
    </div>
  );
}
