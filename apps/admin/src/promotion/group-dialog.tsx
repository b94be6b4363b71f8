'use client';

import { Field } from '@tradewind/ui/field';
import { FormProblem } from '@tradewind/ui/form-problem';
import { Input, Textarea } from '@tradewind/ui/input';
import { type FormEvent, useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { CustomerGroup } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { refusalOf } from '#parts/field-errors.ts';
import { useAction } from '#parts/use-action.ts';
import { groupsQuery } from './groups-query.ts';

/** Makes a group, or changes one. */
export function GroupDialog({ group }: { readonly group: CustomerGroup | null }) {
  return (
    <ActionDialog
      trigger={group ? 'Change' : 'New group'}
      triggerLabel={group ? `Change ${group.name}` : undefined}
      look={group ? { variant: 'secondary', size: 'sm' } : {}}
      title={group ? `Change ${group.name}` : 'New group'}
    >
      {(close) => <GroupForm group={group} close={close} />}
    </ActionDialog>
  );
}

function GroupForm({ group, close }: { readonly group: CustomerGroup | null; readonly close: () => void }) {
  const [name, setName] = useState(group?.name ?? '');
  const [members, setMembers] = useState(group?.members.join('\n') ?? '');
  const [isTried, setTried] = useState(false);
  const save = useAction({
    send: (input: { name: string; members: string[] }) =>
      group
        ? mutate('admin.promotions.updateGroup', { groupId: group.id, version: group.version, ...input })
        : mutate('admin.promotions.createGroup', input),
    done: 'Group saved',
    refresh: [groupsQuery.queryKey],
    onDone: close,
  });
  const refused = refusalOf(save.error, (path) => path === 'name');

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    const lines = members.split(/[\n,;]/).map((line) => line.trim());
    if (name.trim() && !save.isPending) save.mutate({ name: name.trim(), members: lines.filter((line) => line !== '') });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="The group was not saved" text={refused.rest} />
      <Field label="Name" error={isTried && !name.trim() ? 'Name the group' : refused.fields.name}>
        <Input value={name} maxLength={80} autoComplete="off" onChange={({ target }) => setName(target.value)} />
      </Field>
      <Field label="Members" optional hint="An email address or a customer’s id a line.">
        <Textarea rows={8} value={members} onChange={({ target }) => setMembers(target.value)} />
      </Field>
      <DialogButtons submit="Save group" isPending={save.isPending} />
    </form>
  );
}
