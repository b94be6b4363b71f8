'use client';

import { FormProblem } from '@tradewind/ui/form-problem';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Draft, Input } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';

export function DiscardDialog({ draft }: { readonly draft: Draft }) {
  return (
    <ActionDialog trigger="Discard" look={{ variant: 'danger' }} title="Discard this draft?" description="It cannot be brought back.">
      {() => <DiscardForm draft={draft} />}
    </ActionDialog>
  );
}

function DiscardForm({ draft: { id: draftId, version } }: { readonly draft: Draft }) {
  const router = useRouter();
  const discard = useAction({
    send: (input: Input<'admin.drafts.discard'>) => mutate('admin.drafts.discard', input),
    done: 'Draft discarded',
    refresh: [['drafts', 'list']],
    onDone: () => router.push('/orders/drafts'),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!discard.isPending) discard.mutate({ draftId, version });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="It was not discarded" text={refusalOf(discard.error, () => false).rest} />
      <DialogButtons submit="Discard draft" dismiss="Keep draft" isPending={discard.isPending} isDanger />
    </form>
  );
}
