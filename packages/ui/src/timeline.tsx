import type { ReactNode } from 'react';
import type { Tone } from './badge.tsx';
import { cn } from './cn.ts';

export interface TimelineItem {
  readonly key: string;
  readonly title: ReactNode;
  /** UTC, ISO 8601; shown in the reader's own time, so render it in the browser. */
  readonly at?: string | null;
  readonly description?: ReactNode;
  readonly tone?: Tone;
}

const dots = {
  neutral: 'bg-line-strong',
  primary: 'bg-primary',
  accent: 'bg-accent',
  success: 'bg-success',
  warning: 'bg-warning',
  danger: 'bg-danger',
  info: 'bg-info',
} as const satisfies Record<Tone, string>;

const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

export function Timeline({ items, className }: { readonly items: readonly TimelineItem[]; readonly className?: string }) {
  return (
    <ol className={cn('relative', className)}>
      {items.map((item, index) => (
        <li key={item.key} className="relative flex gap-4 pb-6 last:pb-0">
          {index < items.length - 1 && <span aria-hidden className="absolute top-4 bottom-0 left-[0.3125rem] w-0.5 bg-line" />}
          <span aria-hidden className={cn('relative mt-1.5 size-3 shrink-0 rounded-full', dots[item.tone ?? 'neutral'])} />
          <div className="min-w-0">
            <p className="font-medium text-[0.9375rem]">{item.title}</p>
            {item.description && <div className="whitespace-pre-line text-muted text-sm">{item.description}</div>}
            {item.at && (
              <time dateTime={item.at} className="text-caption text-muted">
                {format.format(new Date(item.at))}
              </time>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
