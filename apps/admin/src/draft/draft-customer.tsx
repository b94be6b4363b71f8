'use client';

import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Field } from '@tradewind/ui/field';
import { Input } from '@tradewind/ui/input';
import { Select } from '@tradewind/ui/select';
import { countryName } from '#settings/settings-words.ts';
import type { DraftForm } from './draft-form.ts';

const fields = [
  { name: 'name', label: 'Name', maxLength: 120 },
  { name: 'line1', label: 'Street and number', maxLength: 200 },
  { name: 'line2', label: 'Apartment, floor, company', maxLength: 200, optional: true },
  { name: 'city', label: 'City', maxLength: 120 },
  { name: 'region', label: 'State or region', maxLength: 120, optional: true },
  { name: 'postalCode', label: 'Postal code', maxLength: 20 },
  { name: 'phone', label: 'Phone', maxLength: 40, optional: true },
] as const;

interface DraftCustomerProps {
  readonly form: DraftForm;
  /** Those that are delivered to. */
  readonly countries: readonly string[];
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (to: Partial<DraftForm>) => void;
}

/** Whom it is for, and where it goes. */
export function DraftCustomer({ form: { email, address, customerId }, countries, errors, onChange }: DraftCustomerProps) {
  const change = (to: Partial<DraftForm['address']>) => onChange({ address: { ...address, ...to } });
  return (
    <Card>
      <CardHeader>
        <CardTitle>Customer</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-5 sm:grid-cols-2">
        <Field
          label="Email"
          hint={customerId ? 'It becomes an order of their account.' : 'The link to pay goes there.'}
          error={errors.email}
          className="sm:col-span-2"
        >
          <Input
            type="email"
            inputMode="email"
            autoComplete="off"
            maxLength={254}
            value={email}
            onChange={({ target }) => onChange({ email: target.value })}
          />
        </Field>
        <Field label="Country" error={errors['shippingAddress.country']} className="sm:col-span-2">
          <Select value={address.country} onChange={({ target }) => change({ country: target.value })}>
            {countries.map((code) => (
              <option key={code} value={code}>
                {countryName(code) ?? code}
              </option>
            ))}
          </Select>
        </Field>
        {fields.map(({ name, label, maxLength, ...rest }) => (
          <Field key={name} label={label} optional={'optional' in rest} error={errors[`shippingAddress.${name}`]}>
            <Input
              value={address[name]}
              maxLength={maxLength}
              autoComplete="off"
              onChange={({ target }) => change({ [name]: target.value })}
            />
          </Field>
        ))}
      </CardContent>
    </Card>
  );
}
