import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ElementType, ReactNode } from 'react';
import { buttonStyles } from './button.tsx';
import { cn } from './cn.ts';

interface PaginationProps {
  /** Names the navigation: "Orders". */
  readonly label: string;
  readonly previousHref?: string | null | undefined;
  readonly nextHref?: string | null | undefined;
  /** Between the two: "1–24 of 310". */
  readonly children?: ReactNode;
  /** The app's link component. */
  readonly link?: ElementType;
}

/** Previous and next, for lists with cursors. */
export function Pagination({ label, previousHref, nextHref, children, link: Link = 'a' }: PaginationProps) {
  const look = buttonStyles({ variant: 'secondary', size: 'sm' });
  return (
    <nav aria-label={label} className="flex items-center justify-between gap-4">
      <span className="text-muted text-sm tabular-nums">{children}</span>
      <span className="flex gap-2">
        <PageLink as={Link} href={previousHref} className={look}>
          <ChevronLeft aria-hidden /> Previous
        </PageLink>
        <PageLink as={Link} href={nextHref} className={look}>
          Next <ChevronRight aria-hidden />
        </PageLink>
      </span>
    </nav>
  );
}

interface PageLinkProps {
  readonly as: ElementType;
  readonly href: string | null | undefined;
  readonly className: string;
  readonly children: ReactNode;
}

function PageLink({ as: Link, href, className, children }: PageLinkProps) {
  if (href) {
    return (
      <Link href={href} className={className}>
        {children}
      </Link>
    );
  }
  return <span className={cn(className, 'pointer-events-none opacity-50')}>{children}</span>;
}
