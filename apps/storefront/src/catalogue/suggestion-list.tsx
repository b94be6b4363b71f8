import { cn } from '@tradewind/ui/cn';
import type { ProductSummary } from '#gateway/procedures.ts';
import { LocalPrice } from '#product/local-price.tsx';
import { ProductImage } from '#product/product-image.tsx';

interface SuggestionListProps {
  readonly id: string;
  readonly items: readonly ProductSummary[];
  readonly active: number;
  readonly isShown: boolean;
  readonly onChoose: (item: ProductSummary) => void;
}

/** The list of the search's combobox; the focus stays in the field, which says which one is active. */
export function SuggestionList({ id, items, active, isShown, onChoose }: SuggestionListProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Suggestions"
      className={cn(
        'absolute inset-x-0 top-full z-50 mt-2 max-h-[min(28rem,70dvh)] overflow-y-auto rounded-card border bg-surface p-1.5 shadow-float',
        !isShown && 'hidden',
      )}
    >
      {items.map((item, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox's input takes the keys
        <div
          key={item.id}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(item)}
          className={cn('flex cursor-pointer items-center gap-3 rounded-control p-2 hover:bg-sunken', index === active && 'bg-sunken')}
        >
          <ProductImage image={item.image && { ...item.image, alt: '' }} sizes="48px" className="size-12 rounded-lg" />
          <span className="min-w-0 flex-1 truncate font-medium text-[0.9375rem]">{item.title}</span>
          <LocalPrice of={{ price: item.price, prices: item.prices }} className="text-muted text-sm" />
        </div>
      ))}
    </div>
  );
}
