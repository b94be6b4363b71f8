'use client';

import { useQueryClient } from '@tanstack/react-query';
import { currencies, formatMoney } from '@tradewind/money';
import { Button } from '@tradewind/ui/button';
import { DialogFooter } from '@tradewind/ui/dialog';
import { Field } from '@tradewind/ui/field';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Input } from '@tradewind/ui/input';
import { Select } from '@tradewind/ui/select';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Input as InputOf, Output } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { CopyText } from '#parts/copy-text.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { type IssueDraft, issueInput } from './issue-draft.ts';

type Issued = Output<'admin.credit.issue'>;
const ofFields = ['amountMinor', 'currency', 'recipient', 'expiresAt', 'reason'];

/** Makes a gift card. The code of one that is not mailed is shown at the end, this once. */
export function IssueDialog() {
  return (
    <ActionDialog
      trigger="Issue gift card"
      title="Issue gift card"
      description="It is given away at the shop’s expense. With a recipient the code goes by mail, and only there."
    >
      {(close) => <IssueSteps close={close} />}
    </ActionDialog>
  );
}

function IssueSteps({ close }: { readonly close: () => void }) {
  const [issued, setIssued] = useState<Issued | null>(null);
  const client = useQueryClient();
  if (issued?.code) return <ShownOnce issued={issued} code={issued.code} close={close} />;
  return (
    <IssueForm
      onIssued={(result) => {
        void client.invalidateQueries({ queryKey: ['credit'] });
        if (result.code) setIssued(result);
        else close();
      }}
    />
  );
}

function ShownOnce({ issued, code, close }: { readonly issued: Issued; readonly code: string; readonly close: () => void }) {
  const done = useRef<HTMLButtonElement>(null);
  useEffect(() => done.current?.focus(), []);
  return (
    <div className="grid gap-4" role="status">
      <p>There is {formatMoney(issued.account.balance)} on it. The code is kept nowhere and not shown again:</p>
      <CopyText what="code" text={code} />
      <DialogFooter className="mt-2">
        <Button ref={done} onClick={close}>
          Done
        </Button>
      </DialogFooter>
    </div>
  );
}

function IssueForm({ onIssued }: { readonly onIssued: (issued: Issued) => void }) {
  const [draft, setDraft] = useState<IssueDraft>({ amount: '', currency: 'USD', recipient: '', lastDay: '', reason: '' });
  const [isTried, setTried] = useState(false);
  const change = (to: Partial<IssueDraft>) => setDraft((last) => ({ ...last, ...to }));
  const issue = useAction({
    send: (input: InputOf<'admin.credit.issue'>, idempotencyKey) => mutate('admin.credit.issue', { ...input, idempotencyKey }),
    done: ({ code }) => (code ? 'The gift card is made' : 'The gift card is on its way by mail'),
    refresh: [],
    onDone: onIssued,
  });
  const checked = issueInput(draft);
  const refused = refusalOf(issue.error, (path) => ofFields.includes(path));
  const errors = isTried && 'errors' in checked ? checked.errors : refused.fields;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!('errors' in checked) && !issue.isPending) issue.mutate(checked.input);
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="No gift card was made" text={refused.rest} />
      <div className="grid grid-cols-[1fr_7rem] gap-3">
        <Field label="Amount" error={errors.amountMinor}>
          <Input inputMode="decimal" autoComplete="off" value={draft.amount} onChange={({ target }) => change({ amount: target.value })} />
        </Field>
        <Field label="Currency" error={errors.currency}>
          <Select
            value={draft.currency}
            onChange={({ target }) => change({ currency: currencies.find((each) => each === target.value) ?? draft.currency })}
          >
            {currencies.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </Select>
        </Field>
      </div>
      <Field label="Recipient’s email" optional hint="Without one the code is shown to you, once." error={errors.recipient}>
        <Input
          type="email"
          inputMode="email"
          autoComplete="off"
          maxLength={254}
          value={draft.recipient}
          onChange={({ target }) => change({ recipient: target.value })}
        />
      </Field>
      <Field label="Last day" optional hint="Without one it does not expire." error={errors.expiresAt}>
        <Input type="date" value={draft.lastDay} onChange={({ target }) => change({ lastDay: target.value })} />
      </Field>
      <Field label="Reason" hint="It is kept with your account." error={errors.reason}>
        <Input maxLength={500} autoComplete="off" value={draft.reason} onChange={({ target }) => change({ reason: target.value })} />
      </Field>
      <DialogButtons submit="Issue" isPending={issue.isPending} />
    </form>
  );
}
