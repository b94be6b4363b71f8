'use client';

import { cn } from '@tradewind/ui/cn';
import { Input } from '@tradewind/ui/input';
import { type ComponentProps, useId } from 'react';

interface CellInputProps extends ComponentProps<'input'> {
  /** Its name; the column's header is what one sees. */
  readonly label: string;
  readonly error?: string | undefined;
}

/** A control in a cell of a table. */
export function CellInput({ label, error, className, ...props }: CellInputProps) {
  const id = useId();
  return (
    <>
      <Input
        aria-label={label}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? id : undefined}
        autoComplete="off"
        className={cn('h-9 px-2.5 text-[0.9375rem] tabular-nums', className)}
        {...props}
      />
      {error && (
        <p id={id} className="mt-1 max-w-44 text-danger text-xs">
          {error}
        </p>
      )}
    </>
  );
}
