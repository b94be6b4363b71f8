import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** A grey place for what is on its way; give it the size of what will come. Hidden from screen readers. */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return <div aria-hidden className={cn('animate-pulse rounded-control bg-sunken', className)} {...props} />;
}
