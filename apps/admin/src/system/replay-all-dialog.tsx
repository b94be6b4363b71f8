'use client';

import { FormProblem } from '@tradewind/ui/form-problem';
import type { FormEvent } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { DeadLetter, Input, MessageService } from '#gateway/procedures.ts';
import { ActionDialog } from '#parts/action-dialog.tsx';
import { DialogButtons } from '#parts/dialog-buttons.tsx';
import { useAction } from '#parts/use-action.ts';
import { replayedText } from './replayed-text.ts';
import { messageServiceNames } from './system-words.ts';
import { systemKeys } from './use-system.ts';

/** What the list is filtered by. */
interface ReplayAllProps {
  readonly service: MessageService | null;
  /** Empty when it is not filtered by one. */
  readonly aggregate: string;
  readonly state: DeadLetter['state'] | null;
}

/** Has all that is parked tried again: in the service and of the aggregate that the list is filtered by, or everywhere. */
export function ReplayAllDialog({ service, aggregate, state }: ReplayAllProps) {
  const where = service ? `in ${messageServiceNames[service]}` : 'in every service';
  return (
    <ActionDialog
      trigger="Replay all"
      look={{ variant: 'secondary' }}
      title={`Replay all ${aggregate ? 'of this aggregate' : 'that is parked'} ${where}?`}
      description={
        <>
          {aggregate && <span className="mb-2 block break-all font-mono text-sm">{aggregate}</span>}
          Each aggregate’s events are tried now, in their order. What fails is parked again; nothing takes effect twice.
          {state && ' This includes events in other states than the list shows.'}
        </>
      }
    >
      {(close) => <ReplayAllForm target={aggregate ? { aggregateId: aggregate } : { all: true }} service={service} close={close} />}
    </ActionDialog>
  );
}

interface ReplayAllFormProps {
  readonly target: Pick<Input<'admin.system.replay'>, 'aggregateId' | 'all'>;
  readonly service: MessageService | null;
  readonly close: () => void;
}

function ReplayAllForm({ target, service, close }: ReplayAllFormProps) {
  const replay = useAction({
    send: (input: Input<'admin.system.replay'>, idempotencyKey) => mutate('admin.system.replay', { ...input, idempotencyKey }),
    done: replayedText,
    refresh: systemKeys,
    onDone: close,
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!replay.isPending) replay.mutate({ ...target, service: service ?? undefined });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <FormProblem title="Nothing was replayed" text={replay.error?.message ?? ''} />
      <DialogButtons submit="Replay all" isPending={replay.isPending} />
    </form>
  );
}
