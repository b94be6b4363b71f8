'use client';

import { formatMoney } from '@tradewind/money';
import { Field } from '@tradewind/ui/field';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Textarea } from '@tradewind/ui/input';
import { Select } from '@tradewind/ui/select';
import { type FormEvent, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Discrepancy, Input } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { discrepancyWords } from './discrepancy-words.ts';

const shortestReason = 3;

export function SettleDialog({ discrepancy }: { readonly discrepancy: Discrepancy }) {
  const { label } = discrepancyWords[discrepancy.kind];
  return (
    <ActionDialog
      trigger="Settle"
      triggerLabel={`Settle: ${label}, ${discrepancy.subject}`}
      look={{ variant: 'secondary', size: 'sm' }}
      title={label}
      description={`The ledger says ${formatMoney(discrepancy.ours)}, the processor ${formatMoney(discrepancy.theirs)}.`}
    >
      {(close) => <SettleForm discrepancy={discrepancy} close={close} />}
    </ActionDialog>
  );
}

function SettleForm({ discrepancy, close }: { readonly discrepancy: Discrepancy; readonly close: () => void }) {
  const [action, setAction] = useState<'book' | 'accept'>('book');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const settle = useAction({
    send: (input: Input<'admin.reconciliation.settle'>, idempotencyKey) =>
      mutate('admin.reconciliation.settle', { ...input, idempotencyKey }),
    done: ({ action: done }) => (done === 'booked' ? 'The difference is booked' : 'The difference is accepted'),
    refresh: [['reconciliation'], ['payments']],
    onDone: close,
  });
  const { fields, rest } = refusalOf(settle.error, (path) => path === 'reason');
  const isShort = reason.trim().length < shortestReason;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!isShort && !settle.isPending) settle.mutate({ subject: discrepancy.subject, action, reason: reason.trim() });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="It was not settled" text={rest} />
      <Field
        label="What to do"
        hint={action === 'book' ? 'The ledger says what the processor says afterwards.' : 'Both books stay as they are.'}
      >
        <Select value={action} onChange={({ target }) => setAction(target.value === 'accept' ? 'accept' : 'book')}>
          <option value="book">Book it</option>
          <option value="accept">Accept it as it is</option>
        </Select>
      </Field>
      <Field label="Reason" hint="It is kept with your account." error={isTried && isShort ? 'Say why, in a few words.' : fields.reason}>
        <Textarea rows={3} value={reason} maxLength={500} autoComplete="off" onChange={({ target }) => setReason(target.value)} />
      </Field>
      <DialogButtons submit="Settle" isPending={settle.isPending} />
    </form>
  );
}
