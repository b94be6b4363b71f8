import type { ReactNode } from 'react';
import { cn } from './cn.ts';

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What to do next. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly as?: 'h1' | 'h2' | 'h3' | 'p';
  readonly className?: string;
}

export function EmptyState({ icon, title, children, action, as: Heading = 'h2', className }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-center px-4 py-14 text-center', className)}>
      {icon && (
        <div aria-hidden className="mb-5 grid size-16 place-items-center rounded-full bg-primary-soft text-on-primary-soft [&_svg]:size-7">
          {icon}
        </div>
      )}
      <Heading className="font-semibold text-heading">{title}</Heading>
      {children && <div className="mt-2 max-w-md text-pretty text-muted">{children}</div>}
      {action && <div className="mt-6 flex flex-wrap justify-center gap-3">{action}</div>}
    </div>
  );
}
