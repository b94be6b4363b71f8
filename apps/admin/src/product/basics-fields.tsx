'use client';

import { Field } from '@tradewind/ui/field';
import { Input, Textarea } from '@tradewind/ui/input';
import { Select } from '@tradewind/ui/select';
import type { Product, ProductSummary } from '#gateway/procedures.ts';
import { productStatusWords, taxClassWords } from './product-words.ts';
import { pathOf, useCategories } from './use-categories.ts';

/** What every product has, as its form holds it. */
export interface Basics {
  readonly title: string;
  readonly description: string;
  readonly categoryId: string;
  readonly status: ProductSummary['status'];
  readonly taxClass: Product['taxClass'];
}

interface BasicsFieldsProps {
  readonly value: Basics;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (change: Partial<Basics>) => void;
}

const statuses = ['draft', 'active', 'archived'] as const;
const taxClasses = ['standard', 'reduced', 'exempt'] as const;

export function BasicsFields({ value, errors, onChange }: BasicsFieldsProps) {
  const categories = useCategories();
  return (
    <>
      <Field label="Title" error={errors.title}>
        <Input value={value.title} maxLength={200} autoComplete="off" onChange={({ target }) => onChange({ title: target.value })} />
      </Field>
      <Field label="Description" optional error={errors.description}>
        <Textarea
          rows={6}
          value={value.description}
          maxLength={10_000}
          onChange={({ target }) => onChange({ description: target.value })}
        />
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Category" optional error={errors.categoryId}>
          <Select value={value.categoryId} onChange={({ target }) => onChange({ categoryId: target.value })}>
            <option value="">None</option>
            {categories.map((category) => (
              <option key={category.id} value={category.id}>
                {pathOf(category, categories)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Status" hint="Only active products are in the shop." error={errors.status}>
          <Select
            value={value.status}
            onChange={({ target }) => onChange({ status: statuses.find((status) => status === target.value) ?? 'draft' })}
          >
            {statuses.map((status) => (
              <option key={status} value={status}>
                {productStatusWords[status].label}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Tax class" hint="Which of a country’s rates is on it." error={errors.taxClass}>
          <Select
            value={value.taxClass}
            onChange={({ target }) => onChange({ taxClass: taxClasses.find((of) => of === target.value) ?? 'standard' })}
          >
            {taxClasses.map((of) => (
              <option key={of} value={of}>
                {taxClassWords[of]}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </>
  );
}
