'use client';

import { useTheme } from 'next-themes';
import { Toaster as Sonner } from 'sonner';

export { toast } from 'sonner';

/** Where toasts appear; once, near the end of the body. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-center"
      toastOptions={{
        classNames: {
          toast: '!rounded-control !border-line !bg-surface !text-ink !shadow-float',
          description: '!text-muted',
          actionButton: '!bg-primary !text-on-primary',
        },
      }}
    />
  );
}
