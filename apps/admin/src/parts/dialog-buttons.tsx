'use client';

import { Button } from '@tradewind/ui/button';
import { DialogClose, DialogFooter } from '@tradewind/ui/dialog';

interface DialogButtonsProps {
  readonly submit: string;
  readonly dismiss?: string;
  readonly isPending: boolean;
  readonly isDanger?: boolean;
}

/** The end of a form in a dialog. */
export function DialogButtons({ submit, dismiss = 'Not now', isPending, isDanger = false }: DialogButtonsProps) {
  return (
    <DialogFooter className="mt-2">
      <DialogClose asChild>
        <Button variant="secondary">{dismiss}</Button>
      </DialogClose>
      <Button type="submit" variant={isDanger ? 'danger' : 'primary'} pending={isPending}>
        {submit}
      </Button>
    </DialogFooter>
  );
}
