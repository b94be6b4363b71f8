'use client';

import { Button } from '@tradewind/ui/button';
import { toast } from '@tradewind/ui/toast';
import { useEffect } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { DeadLetterDetail, Input } from '#gateway/procedures.ts';
import { useAction } from '#parts/use-action.ts';
import { replayedText } from './replayed-text.ts';
import { systemKeys } from './use-system.ts';

/** Has the event tried again, with those of its aggregate in their order. It may be pressed again: nothing takes effect twice. */
export function ReplayButton({ letter: { service, eventId } }: { readonly letter: DeadLetterDetail }) {
  const replay = useAction({
    send: (input: Input<'admin.system.replay'>, idempotencyKey) => mutate('admin.system.replay', { ...input, idempotencyKey }),
    done: replayedText,
    refresh: systemKeys,
  });
  useEffect(() => {
    if (replay.error) toast.error(replay.error.message);
  }, [replay.error]);
  return (
    <Button pending={replay.isPending} onClick={() => replay.mutate({ service, eventId })}>
      Replay
    </Button>
  );
}
