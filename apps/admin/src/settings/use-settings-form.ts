import { focusFirstError } from '@tradewind/ui/focus-first-error';
import { type FormEvent, useRef, useState } from 'react';
import { useMay } from '#account/use-may.ts';
import type { Input } from '#gateway/procedures.ts';
import { refusalOf } from '#parts/field-errors.ts';
import { useSaveSettings } from './use-settings.ts';

interface SettingsForm<Value> {
  /** What was typed: right, or what is wrong by the path of its field. */
  readonly checked: { readonly value: Value } | { readonly errors: Readonly<Record<string, string>> };
  readonly toInput: (value: Value) => Input<'admin.settings.update'>;
  /** Whether the form shows what the services say of a path. */
  readonly hasField?: (path: string) => boolean;
}

/** What the forms of the settings have in common: they say what is wrong once they were sent, and send what is right. */
export function useSettingsForm<Value>({ checked, toInput, hasField = () => false }: SettingsForm<Value>) {
  const mayWrite = useMay('settings:write');
  const form = useRef<HTMLFormElement>(null);
  const [isTried, setTried] = useState(false);
  const save = useSaveSettings();
  const { fields, rest } = refusalOf(save.error, hasField);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if ('errors' in checked) focusFirstError(form.current);
    else if (!save.isPending) save.mutate(toInput(checked.value));
  }

  return {
    form,
    submit,
    mayWrite,
    isPending: save.isPending,
    errors: isTried && 'errors' in checked ? checked.errors : fields,
    /** What is wrong beside the fields. */
    problem: rest,
  };
}
