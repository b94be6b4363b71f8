'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { newUuid } from '@tradewind/contracts/ids';
import { Button } from '@tradewind/ui/button';
import { useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Return } from '#gateway/procedures.ts';
import type { OrderAccess } from '#order/use-order.ts';
import { useAnnounce } from '#shell/announcer.tsx';
import { returnsKey } from './use-returns.ts';

/** Gives a return up that was not sent yet; nothing is lost, so it asks nothing. */
export function CancelReturn({ found, access }: { readonly found: Return; readonly access: OrderAccess }) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [idempotencyKey] = useState(newUuid);
  const cancel = useMutation({
    mutationFn: () => mutate('returns.cancel', { orderId: found.orderId, orderToken: access.token, returnId: found.id, idempotencyKey }),
    onSettled: () => client.invalidateQueries({ queryKey: returnsKey(found.orderId) }),
    onSuccess: () => announce(`Return ${found.number} is cancelled`),
  });
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        pending={cancel.isPending}
        aria-label={`Cancel return ${found.number}`}
        onClick={() => cancel.mutate()}
      >
        Cancel return
      </Button>
      {cancel.error && (
        <p role="alert" className="text-caption text-danger">
          {cancel.error.message}
        </p>
      )}
    </>
  );
}
