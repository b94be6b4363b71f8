'use client';

import { Button } from '@tradewind/ui/button';
import { toast } from '@tradewind/ui/toast';
import { mutate } from '#gateway/browser.ts';
import type { Input, Return } from '#gateway/procedures.ts';
import { focusTitle } from '#parts/page-header.tsx';
import { useAction } from '#parts/use-action.ts';
import { staleAfterReturn } from './use-return.ts';

/** Takes a return on; the customer is told how to send it. */
export function ApproveButton({ found }: { readonly found: Return }) {
  const approve = useAction({
    send: (input: Input<'admin.returns.approve'>, idempotencyKey) => mutate('admin.returns.approve', { ...input, idempotencyKey }),
    done: 'Approved; the customer hears how to send it',
    refresh: staleAfterReturn(found),
    onDone: focusTitle,
  });
  const run = () => approve.mutate({ returnId: found.id }, { onError: (error) => toast.error(error.message) });
  return (
    <Button pending={approve.isPending} onClick={run}>
      Approve
    </Button>
  );
}
