'use client';

import { X } from 'lucide-react';
import * as Radix from 'radix-ui/dialog';
import type { ComponentProps, ReactNode } from 'react';
import { buttonStyles } from './button.tsx';
import { cn } from './cn.ts';
import { overlayStyles } from './dialog.tsx';
import { useReturnFocus } from './return-focus.tsx';

export const Sheet = Radix.Root;
export const SheetTrigger = Radix.Trigger;
export const SheetClose = Radix.Close;

const sides = {
  right: 'right-0 border-l data-[state=open]:animate-sheet-in data-[state=closed]:animate-sheet-out',
  left: 'left-0 border-r data-[state=open]:animate-sheet-left-in data-[state=closed]:animate-sheet-left-out',
} as const;

interface SheetContentProps extends Omit<ComponentProps<typeof Radix.Content>, 'title'> {
  readonly title: ReactNode;
  readonly side?: keyof typeof sides;
  /** Stays at the bottom while the content scrolls. */
  readonly footer?: ReactNode;
}

/** A drawer from an edge of the screen; a dialog in every other way. */
export function SheetContent({ title, side = 'right', footer, className, children, ...props }: SheetContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayStyles} />
      <Radix.Content
        {...useReturnFocus()}
        aria-describedby={undefined}
        className={cn(
          'fixed inset-y-0 z-50 flex w-[min(27rem,calc(100vw-2rem))] flex-col border-line bg-surface shadow-float',
          sides[side],
          className,
        )}
        {...props}
      >
        <div className="flex h-16 shrink-0 items-center justify-between border-b px-5">
          <Radix.Title className="font-semibold text-lg tracking-tight">{title}</Radix.Title>
          <Radix.Close aria-label="Close" className={cn(buttonStyles({ variant: 'ghost', size: 'icon' }), '-mr-2')}>
            <X aria-hidden />
          </Radix.Close>
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-5">{children}</div>
        {footer && <div className="shrink-0 border-t bg-surface p-5">{footer}</div>}
      </Radix.Content>
    </Radix.Portal>
  );
}
