'use client';

import { FormProblem } from '@tradewind/ui/form-problem';
import type { FormEvent } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Input, Return } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { toCome } from './return-facts.ts';
import { staleAfterReturn } from './use-return.ts';

/** Does without what has not come back: it was missing, or is not worth a parcel. */
export function WaiveDialog({ found }: { readonly found: Return }) {
  const pieces = found.items.reduce((sum, item) => sum + toCome(item), 0);
  return (
    <ActionDialog
      trigger="Settle without a parcel"
      look={{ variant: 'secondary' }}
      title={`Settle ${found.number} without a parcel`}
      description={`${pieces} ${pieces === 1 ? 'piece' : 'pieces'} need not come back, and can be refunded. Nothing goes into stock.`}
    >
      {(close) => <WaiveForm found={found} close={close} />}
    </ActionDialog>
  );
}

function WaiveForm({ found, close }: { readonly found: Return; readonly close: () => void }) {
  const waive = useAction({
    send: (input: Input<'admin.returns.waive'>, idempotencyKey) => mutate('admin.returns.waive', { ...input, idempotencyKey }),
    done: 'Settled; it can be refunded',
    refresh: staleAfterReturn(found),
    onDone: close,
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!waive.isPending) waive.mutate({ returnId: found.id });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="It was not settled" text={refusalOf(waive.error, () => false).rest} />
      <DialogButtons submit="Settle" isPending={waive.isPending} />
    </form>
  );
}
