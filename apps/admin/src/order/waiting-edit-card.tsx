'use client';

import { formatMoney } from '@tradewind/money';
import { Badge } from '@tradewind/ui/badge';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { FormProblem } from '@tradewind/ui/form-problem';
import type { FormEvent } from 'react';
import { useMay } from '#account/use-may.ts';
import { mutate } from '#gateway/browser.ts';
import type { Input as InputOf, Order } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { When } from '#parts/when.tsx';
import { changeText } from './timeline-words.ts';
import { staleAfter } from './use-order.ts';

interface WaitingProps {
  readonly order: Order;
  readonly edit: NonNullable<Order['waitingEdit']>;
}

/** A change that waits for its payment: what of the order, how much, until when. */
export function WaitingEditCard({ order, edit }: WaitingProps) {
  const mayWithdraw = useMay('orders:write');
  return (
    <Card>
      <CardHeader>
        <CardTitle>Change waits for {formatMoney(edit.amount)}</CardTitle>
        <Badge tone="warning">To be paid</Badge>
      </CardHeader>
      <CardContent className="grid gap-4">
        <p>
          The customer was mailed a link to pay until <When at={edit.expiresAt} />. Until then nothing of the order is shipped, refunded or
          changed.
        </p>
        <ul className="grid gap-1 tabular-nums">
          {edit.lines.map((line) => (
            <li key={line.sku}>{changeText(line)}</li>
          ))}
          {edit.changesAddress && <li>Another address</li>}
        </ul>
        {mayWithdraw && <WithdrawDialog order={order} edit={edit} />}
      </CardContent>
    </Card>
  );
}

function WithdrawDialog(props: WaitingProps) {
  return (
    <ActionDialog
      trigger="Withdraw"
      look={{ variant: 'secondary' }}
      title="Withdraw the change?"
      description="The order stays as it is, what was set aside goes back into stock, and the customer is told."
    >
      {(close) => <WithdrawForm {...props} close={close} />}
    </ActionDialog>
  );
}

function WithdrawForm({ order, edit, close }: WaitingProps & { readonly close: () => void }) {
  const withdraw = useAction({
    send: (input: InputOf<'admin.orders.withdrawEdit'>, idempotencyKey) =>
      mutate('admin.orders.withdrawEdit', { ...input, idempotencyKey }),
    done: 'Change withdrawn',
    refresh: staleAfter(order.id),
    onDone: close,
  });
  const { rest } = refusalOf(withdraw.error, () => false);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!withdraw.isPending) withdraw.mutate({ orderId: order.id, editId: edit.id });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="It was not withdrawn" text={rest} />
      <DialogButtons submit="Withdraw the change" dismiss="Let it wait" isPending={withdraw.isPending} isDanger />
    </form>
  );
}
