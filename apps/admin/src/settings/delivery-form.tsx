'use client';

import { Button } from '@tradewind/ui/button';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Settings } from '#gateway/procedures.ts';
import { deliveryDraft, deliveryInput, emptyZone, type ZoneDraft } from './delivery-draft.ts';
import { FormEnd } from './form-end.tsx';
import { SettingsPage } from './settings-page.tsx';
import { useSettingsForm } from './use-settings-form.ts';
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
  const add = useRef<HTMLButtonElement>(null);
  const [zones, setZones] = useState(() => deliveryDraft(kept.value, keyOf));
  const { form, submit, mayWrite, isPending, errors, problem } = useSettingsForm({
    checked: deliveryInput(zones),
    toInput: (value) => ({ section: 'delivery', version: kept.version, value }),
  });

  const change = (key: string, to: Partial<ZoneDraft>) =>
    setZones((last) => last.map((zone) => (zone.key === key ? { ...zone, ...to } : zone)));
  return (
    <form ref={form} noValidate onSubmit={submit}>
      <fieldset disabled={!mayWrite} className="grid min-w-0 gap-5">
        <legend className="sr-only">Delivery zones</legend>
        <FormProblem title="The settings were not saved" text={problem} />
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
            <FormEnd isPending={isPending} onReset={() => setZones(deliveryDraft(kept.value, keyOf))} />
          </>
        )}
      </fieldset>
    </form>
  );
}
