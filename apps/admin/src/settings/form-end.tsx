'use client';

import { Button } from '@tradewind/ui/button';

/** The end of a form of settings. */
export function FormEnd({ isPending, onReset }: { readonly isPending: boolean; readonly onReset: () => void }) {
  return (
    <div className="flex flex-wrap justify-end gap-2.5">
      <Button variant="secondary" onClick={onReset}>
        Discard changes
      </Button>
      <Button type="submit" pending={isPending}>
        Save changes
      </Button>
    </div>
  );
}
