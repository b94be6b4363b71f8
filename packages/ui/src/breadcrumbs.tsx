import { ChevronRight } from 'lucide-react';
import type { ElementType } from 'react';

interface Crumb {
  readonly label: string;
  readonly href: string;
}

interface BreadcrumbsProps {
  readonly items: readonly Crumb[];
  /** The page one is on. */
  readonly current: string;
  readonly link?: ElementType;
}

export function Breadcrumbs({ items, current, link: Link = 'a' }: BreadcrumbsProps) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className="flex flex-wrap items-center gap-x-1 text-muted text-sm">
        {items.map((crumb) => (
          <li key={crumb.href} className="flex items-center gap-1">
            <Link href={crumb.href} className="inline-flex min-h-8 items-center hover:text-ink hover:underline">
              {crumb.label}
            </Link>
            <ChevronRight aria-hidden className="size-3.5" />
          </li>
        ))}
        <li aria-current="page" className="min-w-0 truncate text-ink">
          {current}
        </li>
      </ol>
    </nav>
  );
}
