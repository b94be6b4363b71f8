'use client';

import { Button } from '@tradewind/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@tradewind/ui/dialog';
import { useState } from 'react';
import type { Order, Returns } from '#gateway/procedures.ts';
import type { OrderAccess } from '#order/use-order.ts';
import { useAnnounce } from '#shell/announcer.tsx';
import { ReturnForm } from './return-form.tsx';

interface RequestReturnProps {
  readonly order: Order;
  readonly returns: Returns;
  readonly access: OrderAccess;
}

/** Opens the form that asks for a return. */
export function RequestReturn({ order, returns, access }: RequestReturnProps) {
  const announce = useAnnounce();
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog open={isOpen} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="secondary" size="sm">
          Return items
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Return items"
        description={`Within ${returns.windowDays} days after they arrived. We look at it and tell you how to send them.`}
      >
        <ReturnForm
          order={order}
          returns={returns}
          access={access}
          onDone={({ number }) => {
            setOpen(false);
            announce(`We got your return ${number}`);
          }}
        />
      </DialogContent>
    </Dialog>
  );
}
