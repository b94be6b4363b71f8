import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

interface RadioGroupProps extends ComponentProps<'fieldset'> {
  readonly legend: ReactNode;
  readonly hideLegend?: boolean;
}

/** A question with one answer: RadioCards of one `name`. Arrow keys move, as the platform does it. */
export function RadioGroup({ legend, hideLegend = false, className, children, ...props }: RadioGroupProps) {
  return (
    <fieldset className={cn('flex flex-col gap-2.5', className)} {...props}>
      <legend className={cn('mb-2 font-medium text-sm', hideLegend && 'sr-only')}>{legend}</legend>
      {children}
    </fieldset>
  );
}

interface RadioCardProps extends ComponentProps<'input'> {
  readonly label: ReactNode;
  readonly description?: ReactNode;
  /** At the right edge: a price, for instance. */
  readonly trailing?: ReactNode;
}

/** One answer of a RadioGroup; the whole card is the target. */
export function RadioCard({ label, description, trailing, className, ...props }: RadioCardProps) {
  return (
    <label
      className={cn(
        'flex cursor-pointer items-center gap-3.5 rounded-control border border-line-strong bg-surface px-4 py-3.5 transition-colors hover:bg-sunken has-checked:border-primary has-checked:bg-primary-soft/40 has-checked:ring-1 has-checked:ring-primary has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring',
        className,
      )}
    >
      <input
        type="radio"
        className="size-5 shrink-0 cursor-pointer appearance-none rounded-full border border-line-strong bg-surface outline-none checked:border-[6px] checked:border-primary"
        {...props}
      />
      <span className="min-w-0 flex-1">
        <span className="block font-medium text-[0.9375rem]">{label}</span>
        {description && <span className="block text-muted text-sm">{description}</span>}
      </span>
      {trailing && <span className="font-medium text-[0.9375rem]">{trailing}</span>}
    </label>
  );
}
