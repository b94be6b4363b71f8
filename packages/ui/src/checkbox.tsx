import { Check } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

/** A checkbox with its label; the whole row is the target. */
export function Checkbox({ children, className, ...props }: ComponentProps<'input'> & { readonly children: ReactNode }) {
  return (
    <label className={cn('flex min-h-8 cursor-pointer items-center gap-2.5 text-[0.9375rem]', className)}>
      <span className="relative grid size-5 shrink-0 place-items-center">
        <input
          type="checkbox"
          className="peer size-5 cursor-pointer appearance-none rounded-md border border-line-strong bg-surface checked:border-primary checked:bg-primary"
          {...props}
        />
        <Check
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute size-3.5 text-on-primary opacity-0 peer-checked:opacity-100"
        />
      </span>
      <span className="min-w-0 flex-1">{children}</span>
    </label>
  );
}
