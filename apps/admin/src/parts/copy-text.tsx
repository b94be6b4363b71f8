'use client';

import { Button } from '@tradewind/ui/button';
import { toast } from '@tradewind/ui/toast';
import { Copy } from 'lucide-react';

interface CopyTextProps {
  /** Names it: "trace id". */
  readonly what: string;
  readonly text: string;
}

/** An id to be read, and a button that copies it. */
export function CopyText({ what, text }: CopyTextProps) {
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      toast.success(`The ${what} is copied`);
    } catch {
      toast.error(`The ${what} could not be copied: mark it by hand`);
    }
  }
  return (
    <span className="flex items-center gap-1">
      <span className="min-w-0 break-all font-mono text-xs sm:text-sm">{text}</span>
      <Button variant="ghost" size="icon-sm" aria-label={`Copy the ${what}`} onClick={() => void copy()}>
        <Copy aria-hidden />
      </Button>
    </span>
  );
}
