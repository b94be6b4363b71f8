'use client';

import { Field } from '@tradewind/ui/field';
import { Input } from '@tradewind/ui/input';
import { Select } from '@tradewind/ui/select';
import { useState } from 'react';
import type { Address } from '#gateway/procedures.ts';
import { type AddressErrors, countryName, postalCodeLabels, regionLabels } from './address.ts';

interface AddressFieldsProps {
  /** Before each field's name, and for the browser's autofill: `shipping` or `billing`. */
  readonly prefix: 'shipping' | 'billing';
  readonly errors: AddressErrors;
  readonly country: Address['country'];
  /** Those to choose from. */
  readonly countries: readonly Address['country'][];
  readonly onCountry: (country: Address['country']) => void;
  readonly initial?: Address | undefined;
}

export function AddressFields({ prefix, errors, country, countries, onCountry, initial }: AddressFieldsProps) {
  const [hasLine2, setLine2] = useState(Boolean(initial?.line2));
  const text = (name: keyof Address, autoComplete: string) => ({
    name: `${prefix}.${name}`,
    autoComplete: `${prefix} ${autoComplete}`,
    defaultValue: initial?.[name],
    maxLength: 120,
  });
  const region = regionLabels[country];
  return (
    <div className="grid gap-4 sm:grid-cols-6">
      <Field label="Country" className="sm:col-span-6" error={errors.country}>
        <Select
          name={`${prefix}.country`}
          autoComplete={`${prefix} country`}
          value={country}
          onChange={(event) => onCountry(event.target.value as Address['country'])}
        >
          {countries.map((code) => (
            <option key={code} value={code}>
              {countryName(code)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Full name" className="sm:col-span-6" error={errors.name}>
        <Input {...text('name', 'name')} />
      </Field>
      <Field label="Street and number" className="sm:col-span-6" error={errors.line1}>
        <Input {...text('line1', 'address-line1')} />
      </Field>
      {hasLine2 ? (
        <Field label="Apartment, floor, company" optional className="sm:col-span-6" error={errors.line2}>
          <Input {...text('line2', 'address-line2')} />
        </Field>
      ) : (
        <button
          type="button"
          onClick={() => setLine2(true)}
          className="min-h-6 justify-self-start text-primary text-sm underline underline-offset-4 sm:col-span-6"
        >
          Add apartment, floor or company
        </button>
      )}
      <Field label="City" className={region ? 'sm:col-span-2' : 'sm:col-span-4'} error={errors.city}>
        <Input {...text('city', 'address-level2')} />
      </Field>
      {region && (
        <Field label={region} className="sm:col-span-2" error={errors.region}>
          <Input {...text('region', 'address-level1')} />
        </Field>
      )}
      <Field label={postalCodeLabels[country] ?? 'Postal code'} className="sm:col-span-2" error={errors.postalCode}>
        <Input {...text('postalCode', 'postal-code')} maxLength={20} />
      </Field>
      {prefix === 'shipping' && (
        <Field label="Phone" optional hint="For the carrier, if something comes up." className="sm:col-span-6" error={errors.phone}>
          <Input {...text('phone', 'tel')} type="tel" inputMode="tel" maxLength={40} />
        </Field>
      )}
    </div>
  );
}
