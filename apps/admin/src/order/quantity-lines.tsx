'use client';

import { QuantityStepper } from '@tradewind/ui/quantity-stepper';
import type { OrderItem } from '#gateway/procedures.ts';
import { Thumbnail } from '#parts/thumbnail.tsx';
import type { Quantities } from './pieces.ts';

interface QuantityLinesProps {
  readonly legend: string;
  readonly items: readonly OrderItem[];
  readonly left: (item: OrderItem) => number;
  readonly quantities: Quantities;
  readonly error?: string | undefined;
  readonly onChange: (quantities: Quantities) => void;
}

/** How many pieces of each line, from none to all that are left. */
export function QuantityLines({ legend, items, left, quantities, error, onChange }: QuantityLinesProps) {
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-medium text-sm">{legend}</legend>
      {items
        .filter((item) => left(item) > 0)
        .map((item) => (
          <div key={item.id} className="flex flex-wrap items-center gap-3 py-1">
            <Thumbnail image={item.image} />
            <div className="min-w-32 flex-1">
              <p className="font-medium text-[0.9375rem]">{item.title}</p>
              <p className="text-muted text-sm">{[item.variantTitle, `${left(item)} left`].filter(Boolean).join(' · ')}</p>
            </div>
            <QuantityStepper
              label={[item.title, item.variantTitle].filter(Boolean).join(', ')}
              size="sm"
              min={0}
              max={left(item)}
              value={quantities[item.id] ?? 0}
              onChange={(quantity) => onChange({ ...quantities, [item.id]: quantity })}
            />
          </div>
        ))}
      {error && (
        <p role="alert" className="text-caption text-danger">
          {error}
        </p>
      )}
    </fieldset>
  );
}
