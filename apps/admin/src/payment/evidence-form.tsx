'use client';

import { Button } from '@tradewind/ui/button';
import { Field } from '@tradewind/ui/field';
import { focusFirstError } from '@tradewind/ui/focus-first-error';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Textarea, Input as TextInput } from '@tradewind/ui/input';
import { type FormEvent, useRef, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Dispute, Input } from '#gateway/procedures.ts';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { evidenceFields } from './dispute-words.ts';
import { disputeKeys } from './use-disputes.ts';

/** What the bank is told, kept as a draft until it is submitted. */
export function EvidenceForm({ dispute }: { readonly dispute: Dispute }) {
  const [evidence, setEvidence] = useState(dispute.evidence);
  const form = useRef<HTMLFormElement>(null);
  const save = useAction({
    send: (input: Input<'admin.disputes.saveEvidence'>) => mutate('admin.disputes.saveEvidence', input),
    done: 'The evidence is saved as a draft',
    refresh: disputeKeys,
  });
  const { fields, rest } = refusalOf(save.error, (path) => path.startsWith('evidence.'));

  function submit(event: FormEvent) {
    event.preventDefault();
    if (save.isPending) return;
    save.mutate({ disputeId: dispute.id, evidence }, { onError: () => requestAnimationFrame(() => focusFirstError(form.current)) });
  }

  return (
    <form ref={form} noValidate onSubmit={submit} className="grid gap-4" aria-label="Evidence in words">
      <FormProblem title="It was not saved" text={rest} />
      <div className="grid gap-4 sm:grid-cols-2">
        {evidenceFields.map(({ name, label, hint, isLong }) => {
          const shared = {
            value: evidence[name] ?? '',
            autoComplete: 'off',
            onChange: ({ target }: { target: { value: string } }) => setEvidence({ ...evidence, [name]: target.value }),
          };
          return (
            <Field key={name} label={label} hint={hint} optional error={fields[`evidence.${name}`]} className={isLong && 'sm:col-span-2'}>
              {isLong ? <Textarea rows={3} {...shared} /> : <TextInput {...shared} />}
            </Field>
          );
        })}
      </div>
      <div>
        <Button type="submit" variant="secondary" pending={save.isPending}>
          Save draft
        </Button>
      </div>
    </form>
  );
}
