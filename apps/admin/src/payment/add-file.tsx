'use client';

import { Button } from '@tradewind/ui/button';
import { Field } from '@tradewind/ui/field';
import { focusFirstError } from '@tradewind/ui/focus-first-error';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Input as TextInput } from '@tradewind/ui/input';
import { Select } from '@tradewind/ui/select';
import { type FormEvent, useRef, useState } from 'react';
import type { Dispute, DisputeFile } from '#gateway/procedures.ts';
import { sendForm } from '#gateway/send-form.ts';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { fileKindWords } from './dispute-words.ts';
import { disputeKeys } from './use-disputes.ts';

interface NewFile {
  readonly kind: DisputeFile['kind'];
  readonly file: File;
}

const kinds = Object.entries(fileKindWords) as [DisputeFile['kind'], string][];

export function AddFile({ dispute }: { readonly dispute: Dispute }) {
  const [kind, setKind] = useState<DisputeFile['kind']>('receipt');
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const add = useAction({
    send: ({ kind: of, file }: NewFile) => {
      const body = new FormData();
      body.set('kind', of);
      body.set('file', file);
      return sendForm<DisputeFile>(`/api/disputes/${dispute.id}/files`, body, 'file');
    },
    done: 'The file is added',
    refresh: disputeKeys,
    onDone: () => {
      if (picker.current) picker.current.value = '';
      setTried(false);
    },
  });
  const { fields, rest } = refusalOf(add.error, (path) => path === 'file' || path === 'kind');
  const isMissing = isTried && !picker.current?.files?.length;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    const file = picker.current?.files?.[0];
    if (file && !add.isPending) add.mutate({ kind, file });
    else focusFirstError(form.current);
  }

  return (
    <form ref={form} noValidate onSubmit={submit} className="grid items-end gap-3 sm:grid-cols-[1fr_1fr_auto]" aria-label="Add a file">
      <FormProblem title="It was not added" text={rest} />
      <Field
        label="What it shows"
        error={fields.kind}
        hint={dispute.files.some((file) => file.kind === kind) ? 'It takes the place of the one that is there.' : undefined}
      >
        <Select value={kind} onChange={({ target }) => setKind(kinds.find(([name]) => name === target.value)?.[0] ?? 'receipt')}>
          {kinds.map(([name, label]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="PDF, PNG or JPEG up to 5 MB" error={isMissing ? 'Choose a file.' : fields.file}>
        <TextInput ref={picker} type="file" accept="application/pdf,image/png,image/jpeg" onChange={() => setTried(false)} />
      </Field>
      <Button type="submit" variant="secondary" pending={add.isPending}>
        Add file
      </Button>
    </form>
  );
}
