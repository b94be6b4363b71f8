'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { newUuid } from '@tradewind/contracts/ids';
import { Alert } from '@tradewind/ui/alert';
import { Button } from '@tradewind/ui/button';
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@tradewind/ui/dialog';
import { useState } from 'react';
import { mutate } from '#gateway/browser.ts';
import type { Order } from '#gateway/procedures.ts';
import { type OrderAccess, orderKey } from './use-order.ts';

/** Asks once more, then cancels. What was paid comes back. */
export function CancelOrder({ access, number }: { readonly access: OrderAccess; readonly number: string }) {
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [key] = useState(newUuid);
  const {
    mutate: cancel,
    isPending,
    error,
  } = useMutation({
    mutationFn: () => mutate('orders.cancel', { orderId: access.id as Order['id'], orderToken: access.token, idempotencyKey: key }),
    onSuccess: (order) => {
      client.setQueryData(orderKey(access.id), order);
      setOpen(false);
    },
  });
  return (
    <Dialog open={isOpen} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="secondary" size="sm">
          Cancel order
        </Button>
      </DialogTrigger>
      <DialogContent title={`Cancel order ${number}?`} description="Nothing will be sent, and what you paid goes back to your card.">
        {error && (
          <Alert tone="danger" title="The order could not be cancelled">
            {error.message}
          </Alert>
        )}
        <DialogFooter>
          <DialogClose asChild>
            <Button variant="secondary">Keep it</Button>
          </DialogClose>
          <Button variant="danger" pending={isPending} onClick={() => cancel()}>
            Cancel order
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
