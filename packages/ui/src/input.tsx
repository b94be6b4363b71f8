'use client';

import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { useFieldProps } from './field.tsx';

/** The frame that text controls share; for a control of another's making, such as a card field. */
export const controlStyles =
  'w-full rounded-control border border-line-strong bg-surface px-3.5 text-base text-ink placeholder:text-muted transition-shadow focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-ring disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger';

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input {...useFieldProps()} className={cn(controlStyles, 'h-11', className)} {...props} />;
}

export function Textarea({ className, rows = 4, ...props }: ComponentProps<'textarea'>) {
  return <textarea {...useFieldProps()} rows={rows} className={cn(controlStyles, 'py-2.5', className)} {...props} />;
}
