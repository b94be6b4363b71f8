'use client';

import { Checkbox } from '@tradewind/ui/checkbox';
import { Field } from '@tradewind/ui/field';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Input } from '@tradewind/ui/input';
import { Select } from '@tradewind/ui/select';
import { type FormEvent, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Input as InputOf, ServiceState } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { emptySpan, hearing, spanInput, spanText } from './span-draft.ts';
import { messageServiceNames } from './system-words.ts';
import { systemKeys } from './use-system.ts';

interface SpanDialogProps {
  /** Undefined while it is not known who hears what. */
  readonly services: readonly ServiceState[] | undefined;
}

/** Has the events of a span of time take effect in a service, such as one whose tables were made anew. */
export function SpanDialog({ services }: SpanDialogProps) {
  return (
    <ActionDialog
      trigger="Replay a time span"
      look={{ variant: 'secondary' }}
      title="Replay a time span"
      description="For a service that lost effects, or that hears something new: the events of that time take effect in order, before what it hears from now on."
    >
      {(close) => <SpanForm services={services} close={close} />}
    </ActionDialog>
  );
}

function SpanForm({ services, close }: SpanDialogProps & { readonly close: () => void }) {
  const [draft, setDraft] = useState(emptySpan);
  const [isTried, setTried] = useState(false);
  const change = (to: Partial<typeof draft>) => setDraft((last) => ({ ...last, ...to }));
  const replay = useAction({
    send: (input: InputOf<'admin.system.replaySpan'>, idempotencyKey) => mutate('admin.system.replaySpan', { ...input, idempotencyKey }),
    done: spanText,
    refresh: systemKeys,
    onDone: close,
  });
  const checked = spanInput(draft);
  const refused = refusalOf(replay.error, (path) => ['service', 'from', 'to'].includes(path));
  const errors = isTried && 'errors' in checked ? checked.errors : refused.fields;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!('errors' in checked) && !replay.isPending) replay.mutate(checked.input);
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="Nothing was replayed" text={refused.rest} />
      <Field label="Service" error={errors.service}>
        <Select value={draft.service} onChange={({ target }) => change({ service: target.value })}>
          <option value="">Choose one</option>
          {hearing(services).map((name) => (
            <option key={name} value={name}>
              {messageServiceNames[name]}
            </option>
          ))}
        </Select>
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="From" error={errors.from} hint="In your own time zone. Events are kept for 7 days.">
          <Input type="datetime-local" value={draft.from} onChange={({ target }) => change({ from: target.value })} />
        </Field>
        <Field label="To" optional error={errors.to} hint="Until now, when left empty.">
          <Input type="datetime-local" value={draft.to} onChange={({ target }) => change({ to: target.value })} />
        </Field>
      </div>
      <Checkbox checked={draft.again} onChange={({ target }) => change({ again: target.checked })}>
        Also events that have taken effect before, so that they do so again
      </Checkbox>
      <DialogButtons submit="Replay" isPending={replay.isPending} />
    </form>
  );
}
