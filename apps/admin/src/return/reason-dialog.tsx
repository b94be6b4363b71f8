'use client';

import { Field } from '@tradewind/ui/field';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Input } from '@tradewind/ui/input';
import { type FormEvent, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Input as InputOf, Return } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { staleAfterReturn } from './use-return.ts';

const words = {
  reject: {
    trigger: 'Reject',
    title: (number: string) => `Reject ${number}`,
    description: 'The customer is told why, and keeps the goods.',
    done: 'Rejected; the customer is told why',
  },
  close: {
    trigger: 'Close',
    title: (number: string) => `Close ${number}`,
    description: 'What came and was not refunded will not be; what did not come may be asked for again.',
    done: 'Closed',
  },
} as const;

interface ReasonDialogProps {
  readonly found: Return;
  readonly to: keyof typeof words;
}

/** Ends a return with a reason that its customer reads. */
export function ReasonDialog({ found, to }: ReasonDialogProps) {
  const { trigger, title, description } = words[to];
  return (
    <ActionDialog trigger={trigger} look={{ variant: 'secondary' }} title={title(found.number)} description={description}>
      {(close) => <ReasonForm found={found} to={to} close={close} />}
    </ActionDialog>
  );
}

function ReasonForm({ found, to, close }: ReasonDialogProps & { readonly close: () => void }) {
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const end = useAction({
    send: (input: InputOf<'admin.returns.reject'>, idempotencyKey) => mutate(`admin.returns.${to}`, { ...input, idempotencyKey }),
    done: words[to].done,
    refresh: staleAfterReturn(found),
    onDone: close,
  });
  const refused = refusalOf(end.error, (path) => path === 'reason');

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (reason.trim() && !end.isPending) end.mutate({ returnId: found.id, reason: reason.trim() });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="The return was not changed" text={refused.rest} />
      <Field
        label="Reason"
        hint="The customer reads it."
        error={isTried && !reason.trim() ? 'Say why, in words for the customer' : refused.fields.reason}
      >
        <Input maxLength={500} autoComplete="off" value={reason} onChange={({ target }) => setReason(target.value)} />
      </Field>
      <DialogButtons submit={words[to].trigger} isPending={end.isPending} isDanger={to === 'reject'} />
    </form>
  );
}
