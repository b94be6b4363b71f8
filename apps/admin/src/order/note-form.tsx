'use client';

import { Button } from '@tradewind/ui/button';
import { Field } from '@tradewind/ui/field';
import { focusFirstError } from '@tradewind/ui/focus-first-error';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Textarea } from '@tradewind/ui/input';
import { type FormEvent, useRef, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Input, Order } from '#gateway/procedures.ts';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { notesKey } from './use-order.ts';

/** Writes a note about an order. */
export function NoteForm({ order }: { readonly order: Order }) {
  const [text, setText] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const [isTried, setTried] = useState(false);
  const add = useAction({
    send: (input: Input<'admin.orders.addNote'>, idempotencyKey) => mutate('admin.orders.addNote', { ...input, idempotencyKey }),
    done: 'Note added',
    refresh: [notesKey(order.id)],
    onDone: () => {
      setText('');
      setTried(false);
    },
  });
  const refused = refusalOf(add.error, (path) => path === 'text');

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!text.trim()) focusFirstError(form.current);
    else if (!add.isPending) add.mutate({ orderId: order.id, text: text.trim() });
  }

  return (
    <form ref={form} noValidate onSubmit={submit} className="grid gap-3">
      <FormProblem title="The note was not added" text={refused.rest} />
      <Field
        label="Note"
        hint="For staff alone; it cannot be changed afterwards."
        error={isTried && !text.trim() ? 'Write something first' : refused.fields.text}
      >
        <Textarea rows={2} maxLength={2_000} value={text} onChange={({ target }) => setText(target.value)} />
      </Field>
      <Button type="submit" variant="secondary" size="sm" pending={add.isPending} className="justify-self-end">
        Add note
      </Button>
    </form>
  );
}
