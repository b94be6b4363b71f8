'use client';

import { Button } from '@tradewind/ui/button';
import { focusFirstError } from '@tradewind/ui/focus-first-error';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Plus } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { useMay } from '#account/use-may.ts';
import type { Settings } from '#gateway/procedures.ts';
import { refusalOf } from '#parts/field-errors.ts';
import { CountryTaxCard } from './country-tax-card.tsx';
import { FormEnd } from './form-end.tsx';
import { SettingsPage } from './settings-page.tsx';
import { type CountryDraft, emptyRate, taxDraft, taxInput } from './tax-draft.ts';
import { useSaveSettings } from './use-settings.ts';

export function TaxSettings() {
  return <SettingsPage section="tax">{({ tax }) => <TaxForm key={tax.version} kept={tax} />}</SettingsPage>;
}

const keyOf = () => crypto.randomUUID();

function TaxForm({ kept }: { readonly kept: Settings['tax'] }) {
  const mayWrite = useMay('settings:write');
  const form = useRef<HTMLFormElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const [countries, setCountries] = useState(() => taxDraft(kept.value, keyOf));
  const [isTried, setTried] = useState(false);
  const save = useSaveSettings();
  const checked = taxInput(countries);
  const refused = refusalOf(save.error, () => false);
  const errors = isTried && 'errors' in checked ? checked.errors : {};

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if ('errors' in checked) focusFirstError(form.current);
    else if (!save.isPending) save.mutate({ section: 'tax', version: kept.version, value: checked.value });
  }

  const change = (key: string, to: Partial<CountryDraft>) =>
    setCountries((last) => last.map((country) => (country.key === key ? { ...country, ...to } : country)));
  const empty = () => ({ key: keyOf(), country: '', included: false, rates: [emptyRate(keyOf)] });
  return (
    <form ref={form} noValidate onSubmit={submit}>
      <fieldset disabled={!mayWrite} className="grid min-w-0 gap-5">
        <legend className="sr-only">Tax rates by country</legend>
        <FormProblem title="The settings were not saved" text={refused.rest} />
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
            <FormEnd isPending={save.isPending} onReset={() => setCountries(taxDraft(kept.value, keyOf))} />
          </>
        )}
      </fieldset>
    </form>
  );
}
