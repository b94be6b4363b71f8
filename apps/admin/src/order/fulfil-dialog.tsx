'use client';

import { Checkbox } from '@tradewind/ui/checkbox';
import { Field } from '@tradewind/ui/field';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Input } from '@tradewind/ui/input';
import { type FormEvent, useId, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Input as InputOf, Order } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { leftToShip } from './order-facts.ts';
import { piecesOf } from './pieces.ts';
import { QuantityLines } from './quantity-lines.tsx';
import { staleAfter } from './use-order.ts';

const carriers = ['UPS', 'FedEx', 'USPS', 'DHL', 'Royal Mail', 'La Poste', 'Canada Post', 'Yamato'];

export function FulfilDialog({ order }: { readonly order: Order }) {
  return (
    <ActionDialog trigger="Fulfil" title={`Fulfil ${order.number}`} description="One parcel. The customer is told that it is on its way.">
      {(close) => <FulfilForm order={order} close={close} />}
    </ActionDialog>
  );
}

function FulfilForm({ order, close }: { readonly order: Order; readonly close: () => void }) {
  const listId = useId();
  const [quantities, setQuantities] = useState(() => Object.fromEntries(order.items.map((item) => [item.id, leftToShip(item)])));
  const [carrier, setCarrier] = useState('');
  const [trackingNumber, setTrackingNumber] = useState('');
  const [label, setLabel] = useState(false);
  const [isTried, setTried] = useState(false);
  const fulfil = useAction({
    send: (input: InputOf<'admin.orders.fulfil'>, idempotencyKey) => mutate('admin.orders.fulfil', { ...input, idempotencyKey }),
    done: 'Parcel noted as shipped',
    refresh: staleAfter(order.id),
    onDone: close,
  });
  const pieces = piecesOf(order.items, quantities);
  const { fields, rest } = refusalOf(fulfil.error, (path) => path === 'carrier' || path === 'trackingNumber');

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (pieces.length === 0 || fulfil.isPending) return;
    fulfil.mutate({
      orderId: order.id,
      items: pieces,
      ...(label ? { label } : { carrier: carrier.trim() || undefined, trackingNumber: trackingNumber.trim() || undefined }),
    });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="It was not fulfilled" text={rest} />
      <QuantityLines
        legend="In this parcel"
        items={order.items}
        left={leftToShip}
        quantities={quantities}
        onChange={setQuantities}
        error={isTried && pieces.length === 0 ? 'Put at least one piece into the parcel' : undefined}
      />
      <Checkbox checked={label} onChange={({ target }) => setLabel(target.checked)}>
        Make a label with the connected carrier
      </Checkbox>
      {!label && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Carrier" optional error={fields.carrier}>
            <Input value={carrier} maxLength={60} list={listId} autoComplete="off" onChange={({ target }) => setCarrier(target.value)} />
          </Field>
          <Field label="Tracking number" optional error={fields.trackingNumber}>
            <Input value={trackingNumber} maxLength={100} autoComplete="off" onChange={({ target }) => setTrackingNumber(target.value)} />
          </Field>
        </div>
      )}
      <datalist id={listId}>
        {carriers.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <DialogButtons submit="Fulfil" isPending={fulfil.isPending} />
    </form>
  );
}
