'use client';

import { FormProblem } from '@tradewind/ui/form-problem';
import type { FormEvent } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Dispute, Input } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { disputeKeys } from './use-disputes.ts';

export function SubmitDialog({ dispute }: { readonly dispute: Dispute }) {
  return (
    <ActionDialog
      trigger="Submit evidence"
      title="Submit the evidence?"
      description="The bank gets what is saved, once: it cannot be changed or added to afterwards."
    >
      {(close) => <SubmitForm dispute={dispute} close={close} />}
    </ActionDialog>
  );
}

function SubmitForm({ dispute, close }: { readonly dispute: Dispute; readonly close: () => void }) {
  const submit = useAction({
    send: (input: Input<'admin.disputes.submit'>) => mutate('admin.disputes.submit', input),
    done: ({ submittedAt }) => (submittedAt ? 'The bank has the evidence' : 'The evidence is on its way to the bank'),
    refresh: disputeKeys,
    onDone: close,
  });

  function send(event: FormEvent) {
    event.preventDefault();
    if (!submit.isPending) submit.mutate({ disputeId: dispute.id });
  }

  return (
    <form noValidate onSubmit={send} className="grid gap-4">
      <FormProblem title="It was not submitted" text={refusalOf(submit.error, () => false).rest} />
      <DialogButtons submit="Submit for good" isPending={submit.isPending} />
    </form>
  );
}
