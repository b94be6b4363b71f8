import { cn } from '@tradewind/ui/cn';
import { useId } from 'react';
import type { Product } from '#gateway/procedures.ts';
import { type Selection, stateOf, type ValueState } from './selection.ts';
import { paintOf } from './swatches.ts';

interface VariantPickerProps {
  readonly product: Product;
  readonly selection: Selection;
  readonly onChoose: (option: string, value: string) => void;
}

/** One radio group per option. What is sold out can be chosen, and says so. */
export function VariantPicker({ product, selection, onChoose }: VariantPickerProps) {
  const id = useId();
  return product.options.map(({ name, values }) => (
    <fieldset key={name} className="mt-6">
      <legend className="text-sm">
        <span className="font-medium capitalize">{name}</span> <span className="text-muted">{selection[name]}</span>
      </legend>
      <div className="mt-2.5 flex flex-wrap gap-2.5">
        {values.map((value) => (
          <OptionValue
            key={value}
            group={`${id}-${name}`}
            value={value}
            paint={/^colou?r$/i.test(name) ? paintOf(value) : undefined}
            state={stateOf(product, selection, name, value)}
            isChosen={selection[name] === value}
            onChoose={() => onChoose(name, value)}
          />
        ))}
      </div>
    </fieldset>
  ));
}

interface OptionValueProps {
  readonly group: string;
  readonly value: string;
  readonly paint: string | undefined;
  readonly state: ValueState;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function OptionValue({ group, value, paint, state, isChosen, onChoose }: OptionValueProps) {
  return (
    <label
      className={cn(
        'relative inline-flex h-11 cursor-pointer items-center gap-2.5 rounded-control border border-line-strong bg-surface px-3.5 text-[0.9375rem] transition-colors hover:bg-sunken has-checked:border-primary has-checked:bg-primary-soft/40 has-checked:ring-1 has-checked:ring-primary has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring',
        state !== 'available' && 'border-dashed text-muted',
      )}
    >
      <input
        type="radio"
        name={group}
        value={value}
        checked={isChosen}
        onChange={onChoose}
        className="absolute inset-0 cursor-pointer opacity-0"
      />
      {paint && <span aria-hidden className="size-5 rounded-full border border-line-strong" style={{ backgroundColor: paint }} />}
      <span className={cn(state !== 'available' && 'line-through')}>{value}</span>
      {state === 'sold-out' && <span className="text-xs">Sold out</span>}
      {state === 'not-made' && <span className="sr-only">, not made in this combination</span>}
    </label>
  );
}
