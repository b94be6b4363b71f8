'use client';

import { Field } from '@tradewind/ui/field';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Input } from '@tradewind/ui/input';
import { type FormEvent, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Input as InputOf, Product, Variant } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';

interface AdjustProps {
  readonly productId: Product['id'];
  readonly variant: Variant;
}

export function AdjustDialog({ productId, variant }: AdjustProps) {
  return (
    <ActionDialog
      trigger="Adjust stock"
      triggerLabel={`Adjust stock of ${variant.sku}`}
      look={{ variant: 'secondary', size: 'sm' }}
      title={`Adjust stock of ${variant.sku}`}
      description={`${variant.onHand} on hand, ${variant.reserved} of them reserved by orders.`}
    >
      {(close) => <AdjustForm productId={productId} variant={variant} close={close} />}
    </ActionDialog>
  );
}

/** Pieces that came (positive) or went (negative); null when the text is no such number. */
function deltaOf(text: string): number | null {
  const plain = text.trim().replace(/^[−–]/, '-');
  const delta = /^[+-]?\d{1,7}$/.test(plain) ? Number(plain) : 0;
  return delta === 0 ? null : delta;
}

function AdjustForm({ productId, variant, close }: AdjustProps & { readonly close: () => void }) {
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const adjust = useAction({
    send: (input: InputOf<'admin.products.adjustStock'>) => mutate('admin.products.adjustStock', input),
    done: ({ sku, onHand }) => `${sku}: ${onHand} on hand now`,
    refresh: [['product', productId], ['products'], ['dashboard']],
    onDone: close,
  });
  const delta = deltaOf(text);
  const refused = refusalOf(adjust.error, (path) => path === 'delta' || path === 'reason');

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (delta !== null && reason.trim() && !adjust.isPending) adjust.mutate({ sku: variant.sku, delta, reason: reason.trim() });
  }

  const after = delta === null ? undefined : `${variant.onHand + delta} on hand afterwards`;
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="The stock was not adjusted" text={refused.rest} />
      <Field
        label="Change"
        hint={after ?? 'Pieces that came, such as 12, or went, such as -3'}
        error={isTried && delta === null ? 'Enter a whole number other than zero' : refused.fields.delta}
      >
        <Input value={text} autoComplete="off" onChange={({ target }) => setText(target.value)} className="tabular-nums" />
      </Field>
      <Field label="Reason" error={isTried && !reason.trim() ? 'Say why, for whoever counts next' : refused.fields.reason}>
        <Input value={reason} maxLength={200} autoComplete="off" onChange={({ target }) => setReason(target.value)} />
      </Field>
      <DialogButtons submit="Adjust stock" isPending={adjust.isPending} />
    </form>
  );
}
