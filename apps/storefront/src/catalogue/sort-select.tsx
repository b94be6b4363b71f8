import { Select } from '@tradewind/ui/select';
import { type Filters, type Sort, sorts } from './filters.ts';

interface SortSelectProps {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

export function SortSelect({ filters, onChange }: SortSelectProps) {
  return (
    <div className="flex items-center gap-2.5">
      <span aria-hidden className="hidden text-muted text-sm sm:inline">
        Sort by
      </span>
      <Select
        aria-label="Sort by"
        value={filters.sort ?? 'relevance'}
        onChange={(event) => {
          const sort = event.target.value as Sort;
          onChange({ ...filters, sort: sort === 'relevance' ? null : sort });
        }}
        className="w-48"
      >
        {Object.entries(sorts).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    </div>
  );
}
