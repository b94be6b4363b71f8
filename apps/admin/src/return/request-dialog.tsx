'use client';

import { Field } from '@tradewind/ui/field';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Textarea } from '@tradewind/ui/input';
import { Select } from '@tradewind/ui/select';
import { type FormEvent, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Input, Order, ReturnReason } from '#gateway/procedures.ts';
import { piecesOf, type Quantities } from '#order/pieces.ts';
import { QuantityLines } from '#order/quantity-lines.tsx';
import { staleAfter } from '#order/use-order.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { reasonWords } from './return-words.ts';

interface RequestProps {
  readonly order: Order;
  /** Pieces by the id of their line. */
  readonly returnable: Quantities;
}

/** Asks for a return for a customer who has called or written. */
export function RequestDialog({ order, returnable }: RequestProps) {
  return (
    <ActionDialog
      trigger="Ask for a return"
      look={{ variant: 'secondary', size: 'sm' }}
      title={`A return of ${order.number}`}
      description="For a customer who has called or written: what is to come back, or was missing or broken."
    >
      {(close) => <RequestForm order={order} returnable={returnable} close={close} />}
    </ActionDialog>
  );
}

function RequestForm({ order, returnable, close }: RequestProps & { readonly close: () => void }) {
  const [quantities, setQuantities] = useState<Quantities>({});
  const [reason, setReason] = useState<ReturnReason>('damaged');
  const [note, setNote] = useState('');
  const [isTried, setTried] = useState(false);
  const request = useAction({
    send: (input: Input<'admin.returns.request'>, idempotencyKey) => mutate('admin.returns.request', { ...input, idempotencyKey }),
    done: ({ number }) => `${number} is asked for`,
    refresh: [['returns'], ['order-returns', order.id], ...staleAfter(order.id)],
    onDone: close,
  });
  const pieces = piecesOf(order.items, quantities);
  const refused = refusalOf(request.error, (path) => path === 'note');

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (pieces.length === 0 || request.isPending) return;
    request.mutate({ orderId: order.id, items: pieces.map((piece) => ({ ...piece, reason })), note: note.trim() || undefined });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="It was not asked for" text={refused.rest} />
      <QuantityLines
        legend="Pieces"
        items={order.items}
        left={({ id }) => returnable[id] ?? 0}
        quantities={quantities}
        error={isTried && pieces.length === 0 ? 'Choose at least one piece' : undefined}
        onChange={setQuantities}
      />
      <Field label="Reason">
        {/* The cast: the options are the reasons. */}
        <Select value={reason} onChange={({ target }) => setReason(target.value as ReturnReason)}>
          {Object.entries(reasonWords).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="What the customer says" optional error={refused.fields.note}>
        <Textarea rows={2} maxLength={1_000} value={note} onChange={({ target }) => setNote(target.value)} />
      </Field>
      <DialogButtons submit="Ask for it" isPending={request.isPending} />
    </form>
  );
}
