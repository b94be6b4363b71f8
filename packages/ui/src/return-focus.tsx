'use client';

import { useRef } from 'react';

/**
 * Handlers for a dialog's content that give the focus back to what had it before. Radix does so for a dialog with a trigger of
 * its own; ours are opened from elsewhere too.
 */
export function useReturnFocus() {
  const opener = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      opener.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      if (!(opener.current instanceof HTMLElement) || !opener.current.isConnected) return;
      event.preventDefault();
      opener.current.focus();
    },
  };
}
