'use client';

import { formatMoney } from '@tradewind/money';
import { FormProblem } from '@tradewind/ui/form-problem';
import { type FormEvent, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Input, Return } from '#gateway/procedures.ts';
import { type RefundTo, RefundToField } from '#order/refund-to-field.tsx';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { toPay } from './return-facts.ts';
import { staleAfterReturn } from './use-return.ts';

/** Gives the money back for what came. */
export function PayDialog({ found }: { readonly found: Return }) {
  const pieces = found.items.reduce((sum, item) => sum + toPay(item), 0);
  return (
    <ActionDialog
      trigger="Refund"
      title={`Refund ${found.number}`}
      description={`The price of ${pieces} ${pieces === 1 ? 'piece' : 'pieces'} with its tax goes back.`}
    >
      {(close) => <PayForm found={found} close={close} />}
    </ActionDialog>
  );
}

function PayForm({ found, close }: { readonly found: Return; readonly close: () => void }) {
  const [to, setTo] = useState<RefundTo>('original');
  const pay = useAction({
    send: (input: Input<'admin.returns.refund'>, idempotencyKey) => mutate('admin.returns.refund', { ...input, idempotencyKey }),
    done: ({ amount }) => `Refund of ${formatMoney(amount)} is on its way`,
    refresh: staleAfterReturn(found),
    onDone: close,
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!pay.isPending) pay.mutate({ returnId: found.id, to });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="It was not refunded" text={refusalOf(pay.error, () => false).rest} />
      <RefundToField value={to} onChange={setTo} />
      <DialogButtons submit="Refund" isPending={pay.isPending} />
    </form>
  );
}
