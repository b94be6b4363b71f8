'use client';

import { formatMoney, type Money } from '@tradewind/money';
import { Field } from '@tradewind/ui/field';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Input } from '@tradewind/ui/input';
import { RadioCard, RadioGroup } from '@tradewind/ui/radio-group';
import { type FormEvent, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Input as InputOf, Order } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { leftToRefund, refundable } from './order-facts.ts';
import { QuantityLines } from './quantity-lines.tsx';
import { type RefundDraft, refundInput } from './refund-share.ts';
import { RefundToField } from './refund-to-field.tsx';
import { staleAfter } from './use-order.ts';

export function RefundDialog({ order }: { readonly order: Order }) {
  const left = refundable(order);
  return (
    <ActionDialog
      trigger="Refund"
      look={{ variant: 'secondary' }}
      title={`Refund ${order.number}`}
      description={`${formatMoney(left)} of what was paid are left.`}
    >
      {(close) => <RefundForm order={order} left={left} close={close} />}
    </ActionDialog>
  );
}

interface RefundFormProps {
  readonly order: Order;
  readonly left: Money;
  readonly close: () => void;
}

function RefundForm({ order, left, close }: RefundFormProps) {
  const [draft, setDraft] = useState<RefundDraft>({ way: 'all', amount: '', quantities: {}, reason: '', to: 'original' });
  const [isTried, setTried] = useState(false);
  const change = (to: Partial<RefundDraft>) => setDraft((last) => ({ ...last, ...to }));
  const refund = useAction({
    send: (input: InputOf<'admin.orders.refund'>, idempotencyKey) => mutate('admin.orders.refund', { ...input, idempotencyKey }),
    done: ({ amount }) => `Refund of ${formatMoney(amount)} is on its way`,
    refresh: staleAfter(order.id),
    onDone: close,
  });
  const checked = refundInput(order, left, draft);
  const refused = refusalOf(refund.error, (path) => ['amountMinor', 'reason', 'items'].includes(path));
  const errors = isTried && 'errors' in checked ? checked.errors : refused.fields;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if ('input' in checked && !refund.isPending) refund.mutate(checked.input);
  }

  const card = (way: RefundDraft['way']) => ({ name: 'way', value: way, checked: draft.way === way, onChange: () => change({ way }) });
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="It was not refunded" text={refused.rest} />
      <RadioGroup legend="How much">
        <RadioCard label="All that is left" trailing={formatMoney(left)} {...card('all')} />
        <RadioCard label="An amount" description="For a broken promise or a small fault" {...card('amount')} />
        <RadioCard label="Items" description="Their price with tax; what was not shipped never will be" {...card('items')} />
      </RadioGroup>
      {draft.way === 'amount' && (
        <Field label={`Amount in ${order.currency}`} error={errors.amountMinor}>
          <Input inputMode="decimal" autoComplete="off" value={draft.amount} onChange={({ target }) => change({ amount: target.value })} />
        </Field>
      )}
      {draft.way === 'items' && (
        <QuantityLines
          legend="Pieces to refund"
          items={order.items}
          left={leftToRefund}
          quantities={draft.quantities}
          error={errors.items}
          onChange={(quantities) => change({ quantities })}
        />
      )}
      <RefundToField value={draft.to} onChange={(to) => change({ to })} />
      <Field label="Reason" error={errors.reason}>
        <Input maxLength={500} autoComplete="off" value={draft.reason} onChange={({ target }) => change({ reason: target.value })} />
      </Field>
      <DialogButtons submit="Refund" isPending={refund.isPending} />
    </form>
  );
}
