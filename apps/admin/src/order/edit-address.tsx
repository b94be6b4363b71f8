'use client';

import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Field } from '@tradewind/ui/field';
import { Input } from '@tradewind/ui/input';
import type { Order } from '#gateway/procedures.ts';
import type { AddressDraft } from './edit-draft.ts';

const fields = [
  { name: 'name', label: 'Name', maxLength: 120 },
  { name: 'line1', label: 'Street and number', maxLength: 200 },
  { name: 'line2', label: 'Apartment, floor, company', maxLength: 200, optional: true },
  { name: 'city', label: 'City', maxLength: 120 },
  { name: 'postalCode', label: 'Postal code', maxLength: 20 },
  { name: 'phone', label: 'Phone', maxLength: 40, optional: true },
] as const;

interface EditAddressProps {
  readonly place: Order['shippingAddress'];
  readonly draft: AddressDraft;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (draft: AddressDraft) => void;
}

/** Where it goes; country and region stay, for taxes and delivery are theirs. */
export function EditAddress({ place, draft, errors, onChange }: EditAddressProps) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Delivery address</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-5 sm:grid-cols-2">
        {fields.map(({ name, label, maxLength, ...rest }) => (
          <Field key={name} label={label} optional={'optional' in rest} error={errors[name]}>
            <Input
              value={draft[name]}
              maxLength={maxLength}
              autoComplete="off"
              onChange={({ target }) => onChange({ ...draft, [name]: target.value })}
            />
          </Field>
        ))}
        <p className="text-muted text-sm sm:col-span-2">
          {[place.region, place.country].filter(Boolean).join(', ')} stays: taxes and delivery are those of the place.
        </p>
      </CardContent>
    </Card>
  );
}
