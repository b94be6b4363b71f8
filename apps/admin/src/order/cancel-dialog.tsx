'use client';

import { formatMoney } from '@tradewind/money';
import { Field } from '@tradewind/ui/field';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Input } from '@tradewind/ui/input';
import { type FormEvent, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Input as InputOf, Order } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { refundable } from './order-facts.ts';
import { staleAfter } from './use-order.ts';

export function CancelDialog({ order }: { readonly order: Order }) {
  const back = refundable(order);
  const money = back.amountMinor > 0 ? `${formatMoney(back)} go back to the customer` : 'Nothing was paid, so nothing goes back';
  return (
    <ActionDialog
      trigger="Cancel order"
      look={{ variant: 'danger' }}
      title={`Cancel ${order.number}?`}
      description={`${money}, and the pieces go back into stock. This cannot be undone.`}
    >
      {(close) => <CancelForm order={order} close={close} />}
    </ActionDialog>
  );
}

function CancelForm({ order, close }: { readonly order: Order; readonly close: () => void }) {
  const [reason, setReason] = useState('');
  const cancel = useAction({
    send: (input: InputOf<'admin.orders.cancel'>, idempotencyKey) => mutate('admin.orders.cancel', { ...input, idempotencyKey }),
    done: 'Order cancelled',
    refresh: staleAfter(order.id),
    onDone: close,
  });
  const { fields, rest } = refusalOf(cancel.error, (path) => path === 'reason');

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!cancel.isPending) cancel.mutate({ orderId: order.id, reason: reason.trim() || undefined });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="It was not cancelled" text={rest} />
      <Field label="Reason" optional hint="Staff see it in the timeline." error={fields.reason}>
        <Input value={reason} maxLength={500} autoComplete="off" onChange={({ target }) => setReason(target.value)} />
      </Field>
      <DialogButtons submit="Cancel order" dismiss="Keep order" isPending={cancel.isPending} isDanger />
    </form>
  );
}
