'use client';

import { type Currency, currencies } from '@tradewind/money';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Checkbox } from '@tradewind/ui/checkbox';
import { Field } from '@tradewind/ui/field';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Input } from '@tradewind/ui/input';
import { useState } from 'react';
import type { Settings } from '#gateway/procedures.ts';
import { FormEnd } from './form-end.tsx';
import { SettingsPage } from './settings-page.tsx';
import { storeDraft, storeInput } from './store-draft.ts';
import { useSettingsForm } from './use-settings-form.ts';

export function StoreSettings() {
  return <SettingsPage section="store">{({ store }) => <StoreForm key={store.version} kept={store} />}</SettingsPage>;
}

const addressFields = [
  { name: 'line1', label: 'Street and number' },
  { name: 'line2', label: 'Apartment, floor, company', optional: true },
  { name: 'city', label: 'City' },
  { name: 'region', label: 'State, province or prefecture', optional: true },
  { name: 'postalCode', label: 'Postal code' },
  { name: 'country', label: 'Country code' },
  { name: 'phone', label: 'Phone', optional: true },
] as const;

function StoreForm({ kept }: { readonly kept: Settings['store'] }) {
  const [draft, setDraft] = useState(() => storeDraft(kept.value));
  const { form, submit, mayWrite, isPending, errors, problem } = useSettingsForm({
    checked: storeInput(draft),
    toInput: (value) => ({ section: 'store', version: kept.version, value }),
    hasField: (path) => path.startsWith('value.address.') || path === 'value.notifyEmail',
  });
  const change = (to: Partial<typeof draft>) => setDraft((last) => ({ ...last, ...to }));

  const toggle = (currency: Currency) =>
    change({
      currencies: draft.currencies.includes(currency)
        ? draft.currencies.filter((other) => other !== currency)
        : [...draft.currencies, currency],
    });
  return (
    <form ref={form} noValidate onSubmit={submit}>
      <fieldset disabled={!mayWrite} className="grid min-w-0 gap-5">
        <legend className="sr-only">The store</legend>
        <FormProblem title="The settings were not saved" text={problem} />
        <Card>
          <CardHeader>
            <CardTitle>Name and address</CardTitle>
          </CardHeader>
          <CardContent className="grid gap-5 sm:grid-cols-2">
            <Field label="Name" error={errors.name} className="sm:col-span-2">
              <Input value={draft.name} maxLength={80} autoComplete="off" onChange={({ target }) => change({ name: target.value })} />
            </Field>
            {addressFields.map(({ name, label, ...rest }) => (
              <Field key={name} label={label} optional={'optional' in rest} error={errors[name] ?? errors[`value.address.${name}`]}>
                <Input
                  value={draft[name]}
                  maxLength={name === 'country' ? 2 : 120}
                  autoComplete="off"
                  onChange={({ target }) => change({ [name]: target.value })}
                />
              </Field>
            ))}
          </CardContent>
        </Card>
        <Card>
          <CardHeader>
            <CardTitle>Selling</CardTitle>
          </CardHeader>
          <CardContent className="grid gap-5">
            <fieldset>
              <legend className="mb-2 font-medium text-sm">Currencies</legend>
              <div className="grid grid-cols-2 gap-x-4 gap-y-1 sm:grid-cols-5">
                {currencies.map((currency) => (
                  <Checkbox key={currency} checked={draft.currencies.includes(currency)} onChange={() => toggle(currency)}>
                    {currency}
                  </Checkbox>
                ))}
              </div>
              {errors.currencies && (
                <p role="alert" className="mt-1.5 text-caption text-danger">
                  {errors.currencies}
                </p>
              )}
            </fieldset>
            <Field
              label="Return window, days"
              hint="After delivery; 0 takes nothing back."
              error={errors.returnWindowDays}
              className="max-w-60"
            >
              <Input
                inputMode="numeric"
                autoComplete="off"
                value={draft.returnWindowDays}
                onChange={({ target }) => change({ returnWindowDays: target.value })}
              />
            </Field>
          </CardContent>
        </Card>
        <Card>
          <CardHeader>
            <CardTitle>Notices</CardTitle>
          </CardHeader>
          <CardContent>
            <Field
              label="Email for notices about money"
              optional
              hint="Hears when a bank disputes a payment, when evidence is due, and how it ended."
              error={errors.notifyEmail ?? errors['value.notifyEmail']}
              className="max-w-120"
            >
              <Input
                type="email"
                maxLength={254}
                autoComplete="off"
                value={draft.notifyEmail}
                onChange={({ target }) => change({ notifyEmail: target.value })}
              />
            </Field>
          </CardContent>
        </Card>
        {mayWrite && <FormEnd isPending={isPending} onReset={() => setDraft(storeDraft(kept.value))} />}
      </fieldset>
    </form>
  );
}
