'use client';

import { Button } from '@tradewind/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@tradewind/ui/dialog';
import { type ComponentProps, type ReactNode, useRef, useState } from 'react';
import { focusTitle } from './page-header.tsx';

interface ActionDialogProps {
  /** The button that opens it. */
  readonly trigger: ReactNode;
  readonly triggerLabel?: string;
  readonly look?: Pick<ComponentProps<typeof Button>, 'variant' | 'size'>;
  readonly title: string;
  readonly description?: ReactNode;
  /** The form; it is made anew each time. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button and its dialog. The focus comes back to the button, or to the page's title when the button is gone afterwards. */
export function ActionDialog({ trigger, triggerLabel, look, title, description, children }: ActionDialogProps) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);

  function returnFocus(event: Event) {
    event.preventDefault();
    if (button.current?.isConnected) button.current.focus();
    else focusTitle();
  }

  return (
    <Dialog open={isOpen} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button ref={button} aria-label={triggerLabel} {...look}>
          {trigger}
        </Button>
      </DialogTrigger>
      <DialogContent title={title} description={description} onCloseAutoFocus={returnFocus}>
        {children(() => setOpen(false))}
      </DialogContent>
    </Dialog>
  );
}
