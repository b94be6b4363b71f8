import type { Tone } from '@tradewind/ui/badge';
import type { Product, ProductSummary } from '#gateway/procedures.ts';

interface Words {
  readonly label: string;
  readonly tone: Tone;
}

export const productStatusWords: Readonly<Record<ProductSummary['status'], Words>> = {
  draft: { label: 'Draft', tone: 'neutral' },
  active: { label: 'Active', tone: 'success' },
  archived: { label: 'Archived', tone: 'warning' },
};

export const taxClassWords: Readonly<Record<Product['taxClass'], string>> = {
  standard: 'Standard',
  reduced: 'Reduced',
  exempt: 'Exempt',
};

/** At most so many pieces of a variant are worth a look. */
export const lowStock = 5;
