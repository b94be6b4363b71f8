'use client';

import { FormProblem } from '@tradewind/ui/form-problem';
import type { FormEvent } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Input, Return } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { toPay } from './return-facts.ts';
import { staleAfterReturn } from './use-return.ts';

/** Sends what came, or need not come, anew instead of paying for it. */
export function ReplaceDialog({ found }: { readonly found: Return }) {
  const pieces = found.items.reduce((sum, item) => sum + toPay(item), 0);
  return (
    <ActionDialog
      trigger="Send anew"
      look={{ variant: 'secondary' }}
      title={`Send ${found.number} anew`}
      description={`${pieces} ${pieces === 1 ? 'piece goes' : 'pieces go'} to the customer again, as an order that costs nothing. They are not refunded then.`}
    >
      {(close) => <ReplaceForm found={found} close={close} />}
    </ActionDialog>
  );
}

function ReplaceForm({ found, close }: { readonly found: Return; readonly close: () => void }) {
  const replace = useAction({
    send: (input: Input<'admin.returns.replace'>, idempotencyKey) => mutate('admin.returns.replace', { ...input, idempotencyKey }),
    done: ({ replacement }) => `Order ${replacement?.number} sends it anew`,
    refresh: staleAfterReturn(found),
    onDone: close,
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!replace.isPending) replace.mutate({ returnId: found.id });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="It is not sent anew" text={refusalOf(replace.error, () => false).rest} />
      <DialogButtons submit="Send anew" isPending={replace.isPending} />
    </form>
  );
}
