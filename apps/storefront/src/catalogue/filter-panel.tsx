import { Button } from '@tradewind/ui/button';
import { Checkbox } from '@tradewind/ui/checkbox';
import type { ReactNode } from 'react';
import type { ProductList } from '#gateway/procedures.ts';
import { activeCount, type Filters, toggleOption } from './filters.ts';

type Facet = ProductList['facets'][number];
type Value = Facet['values'][number];

interface FilterPanelProps {
  readonly facets: readonly Facet[];
  readonly filters: Filters;
  readonly hideCategory: boolean;
  readonly onChange: (filters: Filters) => void;
  readonly onClear: () => void;
}

/** `2500-4999` in minor units; the last range has no end. */
function rangeOf(value: string): Pick<Filters, 'minPrice' | 'maxPrice'> {
  const [low, high] = value.split('-');
  return { minPrice: Number(low) || null, maxPrice: high ? Number(high) : null };
}

function isOn(filters: Filters, facet: string, value: string): boolean {
  if (facet === 'category') return filters.category === value;
  if (facet !== 'price') return filters.options.includes(`${facet}:${value}`);
  const { minPrice, maxPrice } = rangeOf(value);
  return filters.minPrice === minPrice && filters.maxPrice === maxPrice && (minPrice !== null || maxPrice !== null);
}

function toggled(filters: Filters, facet: string, value: string): Filters {
  if (facet === 'category') return { ...filters, category: isOn(filters, facet, value) ? null : value };
  if (facet !== 'price') return toggleOption(filters, `${facet}:${value}`);
  return isOn(filters, facet, value) ? { ...filters, minPrice: null, maxPrice: null } : { ...filters, ...rangeOf(value) };
}

export function FilterPanel({ facets, filters, hideCategory, onChange, onClear }: FilterPanelProps) {
  const shown = facets.filter(({ name }) => name !== 'availability' && !(hideCategory && name === 'category'));
  return (
    <div className="grid gap-7">
      <Group title="Availability">
        <Checkbox checked={filters.inStock} onChange={(event) => onChange({ ...filters, inStock: event.target.checked })}>
          In stock only
        </Checkbox>
      </Group>
      {shown.map(({ name, values }) => (
        <Group key={name} title={name}>
          {values.map((value) => (
            <Choice
              key={value.value}
              value={value}
              checked={isOn(filters, name, value.value)}
              onToggle={() => onChange(toggled(filters, name, value.value))}
            />
          ))}
        </Group>
      ))}
      {activeCount(filters) > 0 && (
        <Button variant="secondary" size="sm" onClick={onClear} className="justify-self-start">
          Clear filters
        </Button>
      )}
    </div>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset>
      <legend className="mb-2 font-semibold text-sm capitalize">{title}</legend>
      <div className="grid">{children}</div>
    </fieldset>
  );
}

interface ChoiceProps {
  readonly value: Value;
  readonly checked: boolean;
  readonly onToggle: () => void;
}

function Choice({ value, checked, onToggle }: ChoiceProps) {
  return (
    <Checkbox checked={checked} onChange={onToggle}>
      <span className="flex justify-between gap-2">
        {value.label} <span className="text-muted text-sm tabular-nums">{value.count}</span>
      </span>
    </Checkbox>
  );
}
