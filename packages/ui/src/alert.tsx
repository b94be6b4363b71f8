import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

const looks = {
  info: { icon: Info, style: 'bg-info-soft text-info' },
  success: { icon: CircleCheck, style: 'bg-success-soft text-success' },
  warning: { icon: TriangleAlert, style: 'bg-warning-soft text-warning' },
  danger: { icon: CircleAlert, style: 'bg-danger-soft text-danger' },
} as const;

interface AlertProps extends Omit<ComponentProps<'div'>, 'title'> {
  readonly tone?: keyof typeof looks;
  readonly title: ReactNode;
}

/** A message in the page. To move the focus to one that appears, give it a ref and `tabIndex={-1}`. */
export function Alert({ tone = 'info', title, className, children, ...props }: AlertProps) {
  const { icon: Icon, style } = looks[tone];
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={cn('flex gap-3 rounded-control px-4 py-3.5 text-[0.9375rem]', style, className)}
      {...props}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {children && <div className="mt-0.5 text-ink">{children}</div>}
      </div>
    </div>
  );
}
