'use client';

import { formatMoney } from '@tradewind/money';
import { FormProblem } from '@tradewind/ui/form-problem';
import type { FormEvent } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Dispute, Input } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { disputeKeys } from './use-disputes.ts';

export function AcceptDialog({ dispute }: { readonly dispute: Dispute }) {
  const isInquiry = dispute.status.startsWith('warning_');
  const amount = formatMoney(dispute.amount);
  return (
    <ActionDialog
      look={{ variant: 'secondary' }}
      trigger={isInquiry ? 'Close inquiry' : 'Accept dispute'}
      title={isInquiry ? 'Close the inquiry?' : `Give up ${amount}?`}
      description={
        isInquiry
          ? 'The bank gets no answer to its inquiry. This cannot be taken back.'
          : `The bank keeps ${amount}, and its fee is not given back. This cannot be taken back, and no evidence can be sent afterwards.`
      }
    >
      {(close) => <AcceptForm dispute={dispute} close={close} />}
    </ActionDialog>
  );
}

function AcceptForm({ dispute, close }: { readonly dispute: Dispute; readonly close: () => void }) {
  const accept = useAction({
    send: (input: Input<'admin.disputes.accept'>) => mutate('admin.disputes.accept', input),
    done: ({ closedAt }) => (closedAt ? 'The dispute is closed' : 'The processor is told that you accept it'),
    refresh: disputeKeys,
    onDone: close,
  });

  function send(event: FormEvent) {
    event.preventDefault();
    if (!accept.isPending) accept.mutate({ disputeId: dispute.id });
  }

  return (
    <form noValidate onSubmit={send} className="grid gap-4">
      <FormProblem title="It was not accepted" text={refusalOf(accept.error, () => false).rest} />
      <DialogButtons
        submit={dispute.status.startsWith('warning_') ? 'Close for good' : 'Accept for good'}
        isPending={accept.isPending}
        isDanger
      />
    </form>
  );
}
