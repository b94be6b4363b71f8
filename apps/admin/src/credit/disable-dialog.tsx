'use client';

import { Field } from '@tradewind/ui/field';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Input } from '@tradewind/ui/input';
import { type FormEvent, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { CreditAccount, Input as InputOf } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { creditName } from './credit-words.ts';

/** Lets an account pay for nothing more. */
export function DisableDialog({ account }: { readonly account: CreditAccount }) {
  return (
    <ActionDialog
      trigger="Disable"
      look={{ variant: 'secondary' }}
      title={`Disable ${creditName(account)}`}
      description="It pays for nothing more, and cannot be enabled again. What orders hold of it stays theirs, and its balance stays in the books."
    >
      {(close) => <DisableForm account={account} close={close} />}
    </ActionDialog>
  );
}

function DisableForm({ account, close }: { readonly account: CreditAccount; readonly close: () => void }) {
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const disable = useAction({
    send: (input: InputOf<'admin.credit.disable'>) => mutate('admin.credit.disable', input),
    done: 'It is disabled',
    refresh: [['credit']],
    onDone: close,
  });
  const isReason = reason.trim().length >= 3;
  const { fields, rest } = refusalOf(disable.error, (path) => path === 'reason');

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (isReason && !disable.isPending) disable.mutate({ accountId: account.id, reason: reason.trim() });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="It was not disabled" text={rest} />
      <Field label="Reason" hint="It is kept with your account." error={isTried && !isReason ? 'Say why, in a few words.' : fields.reason}>
        <Input maxLength={500} autoComplete="off" value={reason} onChange={({ target }) => setReason(target.value)} />
      </Field>
      <DialogButtons submit="Disable" isPending={disable.isPending} isDanger />
    </form>
  );
}
