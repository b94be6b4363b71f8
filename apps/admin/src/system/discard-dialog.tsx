'use client';

import { Field } from '@tradewind/ui/field';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Textarea } from '@tradewind/ui/input';
import { type FormEvent, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { DeadLetterDetail, Input } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { count } from './system-words.ts';
import { systemKeys } from './use-system.ts';

const shortestReason = 3;

export function DiscardDialog({ letter }: { readonly letter: DeadLetterDetail }) {
  const { total } = letter.behind;
  const behind = total === 0 ? '' : ` ${count(total, 'event')} behind it ${total === 1 ? 'goes' : 'go'} on.`;
  return (
    <ActionDialog
      trigger="Discard"
      look={{ variant: 'danger' }}
      title={`Discard ${letter.type}?`}
      description={`Its effect will never happen: put right by hand what it would have done.${behind} The event stays in the audit log.`}
    >
      {(close) => <DiscardForm letter={letter} close={close} />}
    </ActionDialog>
  );
}

function DiscardForm({ letter, close }: { readonly letter: DeadLetterDetail; readonly close: () => void }) {
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const discard = useAction({
    send: (input: Input<'admin.system.discard'>, idempotencyKey) => mutate('admin.system.discard', { ...input, idempotencyKey }),
    done: 'The event is discarded',
    refresh: systemKeys,
    onDone: close,
  });
  const { fields, rest } = refusalOf(discard.error, (path) => path === 'reason');
  const isShort = reason.trim().length < shortestReason;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!isShort && !discard.isPending) discard.mutate({ service: letter.service, eventId: letter.eventId, reason: reason.trim() });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="It was not discarded" text={rest} />
      <Field
        label="Reason"
        hint="It stands in the audit log beside your account."
        error={isTried && isShort ? 'Say why, in a few words.' : fields.reason}
      >
        <Textarea rows={3} value={reason} maxLength={500} autoComplete="off" onChange={({ target }) => setReason(target.value)} />
      </Field>
      <DialogButtons submit="Discard event" dismiss="Keep it" isPending={discard.isPending} isDanger />
    </form>
  );
}
