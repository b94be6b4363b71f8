'use client';

import { Button } from '@tradewind/ui/button';
import { focusFirstError } from '@tradewind/ui/focus-first-error';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Plus } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { useMay } from '#account/use-may.ts';
import type { Settings } from '#gateway/procedures.ts';
import { refusalOf } from '#parts/field-errors.ts';
import { deliveryDraft, deliveryInput, emptyZone, type ZoneDraft } from './delivery-draft.ts';
import { FormEnd } from './form-end.tsx';
import { SettingsPage } from './settings-page.tsx';
import { useSaveSettings } from './use-settings.ts';
import { ZoneCard } from './zone-card.tsx';

export function DeliverySettings() {
  return (
    <SettingsPage section="delivery">
      {({ store, delivery }) => <DeliveryForm key={delivery.version} kept={delivery} currencies={store.value.currencies} />}
    </SettingsPage>
  );
}

interface DeliveryFormProps {
  readonly kept: Settings['delivery'];
  readonly currencies: Settings['store']['value']['currencies'];
}

const keyOf = () => crypto.randomUUID();

function DeliveryForm({ kept, currencies }: DeliveryFormProps) {
  const mayWrite = useMay('settings:write');
  const form = useRef<HTMLFormElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const [zones, setZones] = useState(() => deliveryDraft(kept.value, keyOf));
  const [isTried, setTried] = useState(false);
  const save = useSaveSettings();
  const checked = deliveryInput(zones);
  const refused = refusalOf(save.error, () => false);
  const errors = isTried && 'errors' in checked ? checked.errors : {};

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if ('errors' in checked) focusFirstError(form.current);
    else if (!save.isPending) save.mutate({ section: 'delivery', version: kept.version, value: checked.value });
  }

  const change = (key: string, to: Partial<ZoneDraft>) =>
    setZones((last) => last.map((zone) => (zone.key === key ? { ...zone, ...to } : zone)));
  return (
    <form ref={form} noValidate onSubmit={submit}>
      <fieldset disabled={!mayWrite} className="grid min-w-0 gap-5">
        <legend className="sr-only">Delivery zones</legend>
        <FormProblem title="The settings were not saved" text={refused.rest} />
        {zones.map((zone, index) => (
          <ZoneCard
            key={zone.key}
            zone={zone}
            path={`zones.${index}`}
            currencies={currencies}
            errors={errors}
            onChange={(to) => change(zone.key, to)}
            onRemove={() => {
              setZones((last) => last.filter(({ key }) => key !== zone.key));
              add.current?.focus();
            }}
          />
        ))}
        {errors.zones && (
          <p role="alert" className="text-caption text-danger">
            {errors.zones}
          </p>
        )}
        {mayWrite && (
          <>
            <Button
              ref={add}
              variant="secondary"
              className="justify-self-start"
              onClick={() => setZones((last) => [...last, emptyZone(keyOf)])}
            >
              <Plus aria-hidden /> Add zone
            </Button>
            <FormEnd isPending={save.isPending} onReset={() => setZones(deliveryDraft(kept.value, keyOf))} />
          </>
        )}
      </fieldset>
    </form>
  );
}
