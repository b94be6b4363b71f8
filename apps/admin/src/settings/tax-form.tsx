'use client';

import { Button } from '@tradewind/ui/button';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Settings } from '#gateway/procedures.ts';
import { CountryTaxCard } from './country-tax-card.tsx';
import { FormEnd } from './form-end.tsx';
import { SettingsPage } from './settings-page.tsx';
import { type CountryDraft, emptyRate, taxDraft, taxInput } from './tax-draft.ts';
import { useSettingsForm } from './use-settings-form.ts';

export function TaxSettings() {
  return <SettingsPage section="tax">{({ tax }) => <TaxForm key={tax.version} kept={tax} />}</SettingsPage>;
}

const keyOf = () => crypto.randomUUID();

function TaxForm({ kept }: { readonly kept: Settings['tax'] }) {
  const add = useRef<HTMLButtonElement>(null);
  const [countries, setCountries] = useState(() => taxDraft(kept.value, keyOf));
  const { form, submit, mayWrite, isPending, errors, problem } = useSettingsForm({
    checked: taxInput(countries),
    toInput: (value) => ({ section: 'tax', version: kept.version, value }),
  });

  const change = (key: string, to: Partial<CountryDraft>) =>
    setCountries((last) => last.map((country) => (country.key === key ? { ...country, ...to } : country)));
  const empty = () => ({ key: keyOf(), country: '', included: false, rates: [emptyRate(keyOf)] });
  return (
    <form ref={form} noValidate onSubmit={submit}>
      <fieldset disabled={!mayWrite} className="grid min-w-0 gap-5">
        <legend className="sr-only">Tax rates by country</legend>
        <FormProblem title="The settings were not saved" text={problem} />
        {countries.map((country, index) => (
          <CountryTaxCard
            key={country.key}
            draft={country}
            path={`countries.${index}`}
            errors={errors}
            onChange={(to) => change(country.key, to)}
            onRemove={() => {
              setCountries((last) => last.filter(({ key }) => key !== country.key));
              add.current?.focus();
            }}
          />
        ))}
        {mayWrite && (
          <>
            <Button ref={add} variant="secondary" className="justify-self-start" onClick={() => setCountries((last) => [...last, empty()])}>
              <Plus aria-hidden /> Add country
            </Button>
            <FormEnd isPending={isPending} onReset={() => setCountries(taxDraft(kept.value, keyOf))} />
          </>
        )}
      </fieldset>
    </form>
  );
}
