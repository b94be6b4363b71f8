import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export function Card({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('rounded-card border border-line bg-surface shadow-card', className)} {...props} />;
}

export function CardHeader({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('flex flex-wrap items-center justify-between gap-3 px-5 pt-5 sm:px-6', className)} {...props} />;
}

/** A heading of level two; say `as` where the page's outline wants another. */
export function CardTitle({ as: Heading = 'h2', className, ...props }: ComponentProps<'h2'> & { readonly as?: 'h2' | 'h3' }) {
  return <Heading className={cn('font-semibold text-base tracking-tight', className)} {...props} />;
}

export function CardContent({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('p-5 sm:p-6', className)} {...props} />;
}
