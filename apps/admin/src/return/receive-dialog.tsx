'use client';

import { FormProblem } from '@tradewind/ui/form-problem';
import { QuantityStepper } from '@tradewind/ui/quantity-stepper';
import { type FormEvent, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Input, Order, Return } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { toCome } from './return-facts.ts';
import { staleAfterReturn } from './use-return.ts';

interface ReceiveProps {
  readonly found: Return;
  readonly order: Order;
}

export function ReceiveDialog({ found, order }: ReceiveProps) {
  return (
    <ActionDialog
      trigger="Receive"
      title={`Receive ${found.number}`}
      description="Count what came. Pieces that can be sold again go back into stock at once."
    >
      {(close) => <ReceiveForm found={found} order={order} close={close} />}
    </ActionDialog>
  );
}

interface Came {
  readonly sellable: number;
  readonly damaged: number;
}

const nothing: Came = { sellable: 0, damaged: 0 };

function ReceiveForm({ found, order, close }: ReceiveProps & { readonly close: () => void }) {
  const open = found.items.filter((item) => toCome(item) > 0);
  const [counts, setCounts] = useState<Readonly<Record<string, Came>>>({});
  const [isTried, setTried] = useState(false);
  const receive = useAction({
    send: (input: Input<'admin.returns.receive'>, idempotencyKey) => mutate('admin.returns.receive', { ...input, idempotencyKey }),
    done: 'Noted what came back',
    refresh: staleAfterReturn(found),
    onDone: close,
  });
  const items = open
    .map(({ itemId }) => ({ itemId, ...(counts[itemId] ?? nothing) }))
    .filter(({ sellable, damaged }) => sellable + damaged > 0);
  const refused = refusalOf(receive.error, () => false);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (items.length > 0 && !receive.isPending) receive.mutate({ returnId: found.id, items });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="It was not noted" text={refused.rest} />
      {open.map((line) => {
        const item = order.items.find(({ id }) => id === line.itemId);
        const name = [item?.title, item?.variantTitle].filter(Boolean).join(', ');
        const count = counts[line.itemId] ?? nothing;
        const set = (to: Partial<Came>) => setCounts({ ...counts, [line.itemId]: { ...count, ...to } });
        return (
          <fieldset key={line.itemId} className="grid gap-2">
            <legend className="mb-1 font-medium text-[0.9375rem]">
              {name} <span className="font-normal text-muted">· {toCome(line)} to come</span>
            </legend>
            <Row
              text="Can be sold again"
              label={`${name}, to be sold again`}
              value={count.sellable}
              max={toCome(line) - count.damaged}
              onChange={(sellable) => set({ sellable })}
            />
            <Row
              text="Damaged"
              label={`${name}, damaged`}
              value={count.damaged}
              max={toCome(line) - count.sellable}
              onChange={(damaged) => set({ damaged })}
            />
          </fieldset>
        );
      })}
      {isTried && items.length === 0 && (
        <p role="alert" className="text-caption text-danger">
          Count at least one piece
        </p>
      )}
      <DialogButtons submit="Receive" isPending={receive.isPending} />
    </form>
  );
}

interface RowProps {
  readonly text: string;
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

function Row({ text, label, value, max, onChange }: RowProps) {
  return (
    <div className="flex items-center justify-between gap-3">
      <span className="text-sm">{text}</span>
      <QuantityStepper label={label} size="sm" min={0} max={max} value={value} onChange={onChange} />
    </div>
  );
}
