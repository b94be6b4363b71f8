import type { ReactNode } from 'react';

const titleId = 'page-title';

interface PageHeaderProps {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** At the right: what can be done here. */
  readonly actions?: ReactNode;
}

export function PageHeader({ title, children, actions }: PageHeaderProps) {
  return (
    <div className="mb-6 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 id={titleId} tabIndex={-1} className="font-semibold text-title outline-none">
          {title}
        </h1>
        {children && <div className="mt-1.5 text-muted">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap gap-2.5">{actions}</div>}
    </div>
  );
}

/** Gives the focus to the page's title: for when what had it is gone after an action. */
export function focusTitle(): void {
  document.getElementById(titleId)?.focus({ preventScroll: true });
}
