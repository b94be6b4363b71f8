'use client';

import { Field } from '@tradewind/ui/field';
import { Select } from '@tradewind/ui/select';
import type { Input } from '#gateway/procedures.ts';

export type RefundTo = NonNullable<Input<'admin.orders.refund'>['to']>;

interface RefundToFieldProps {
  readonly value: RefundTo;
  readonly onChange: (to: RefundTo) => void;
}

/** Where money goes. */
export function RefundToField({ value, onChange }: RefundToFieldProps) {
  return (
    <Field
      label="Goes to"
      hint={
        value === 'original'
          ? 'The card first, then the gift cards and store credit that have paid.'
          : 'The customer’s account; a guest is mailed a gift card.'
      }
    >
      <Select value={value} onChange={({ target }) => onChange(target.value === 'store_credit' ? 'store_credit' : 'original')}>
        <option value="original">The way it was paid</option>
        <option value="store_credit">Store credit</option>
      </Select>
    </Field>
  );
}
