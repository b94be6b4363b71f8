'use client';

import { X } from 'lucide-react';
import * as Radix from 'radix-ui/dialog';
import type { ComponentProps, ReactNode } from 'react';
import { buttonStyles } from './button.tsx';
import { cn } from './cn.ts';
import { focusFirstError } from './focus-first-error.ts';
import { useReturnFocus } from './return-focus.tsx';

export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;
export const DialogClose = Radix.Close;

export const overlayStyles = 'fixed inset-0 z-50 bg-overlay data-[state=open]:animate-overlay-in data-[state=closed]:animate-overlay-out';

interface DialogContentProps extends Omit<ComponentProps<typeof Radix.Content>, 'title'> {
  readonly title: ReactNode;
  readonly description?: ReactNode;
}

/** The window. Focus goes in, stays in, and comes back to what opened it; a form in it that is not right leads to the first field that is not. */
export function DialogContent({ title, description, className, children, ...props }: DialogContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayStyles} />
      <Radix.Content
        {...useReturnFocus()}
        {...(description ? {} : { 'aria-describedby': undefined })}
        className={cn(
          'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-lg -translate-x-1/2 -translate-y-1/2 flex-col overflow-y-auto rounded-panel border border-line bg-surface p-6 shadow-float data-[state=open]:animate-dialog-in',
          className,
        )}
        onSubmit={({ currentTarget }) => focusFirstError(currentTarget)}
        {...props}
      >
        <div className="mb-4 pr-10">
          <Radix.Title className="font-semibold text-heading">{title}</Radix.Title>
          {description && <Radix.Description className="mt-1 text-[0.9375rem] text-muted">{description}</Radix.Description>}
        </div>
        {children}
        <Radix.Close aria-label="Close" className={cn(buttonStyles({ variant: 'ghost', size: 'icon-sm' }), 'absolute top-4 right-4')}>
          <X aria-hidden />
        </Radix.Close>
      </Radix.Content>
    </Radix.Portal>
  );
}

/** The row of buttons at a dialog's end. */
export function DialogFooter({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('mt-6 flex flex-col-reverse gap-2.5 sm:flex-row sm:justify-end', className)} {...props} />;
}
