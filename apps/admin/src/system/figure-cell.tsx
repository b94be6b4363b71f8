import { cn } from '@tradewind/ui/cn';
import { TableCell } from '@tradewind/ui/table';
import Link from 'next/link';
import type { Figure } from './service-figures.ts';

interface FigureCellProps {
  readonly figure: Figure;
  /** Where those are that it counts. */
  readonly href?: string;
  readonly className?: string;
}

export function FigureCell({ figure: { number, why, note, alarm }, href, className }: FigureCellProps) {
  return (
    <TableCell className={cn('text-right tabular-nums', className)}>
      {number === null ? (
        <span className="text-muted">
          <span aria-hidden>–</span>
          <span className="sr-only">{why}</span>
        </span>
      ) : href && (number > 0 || alarm) ? (
        <Link
          href={href}
          prefetch={false}
          className="inline-flex min-h-6 items-center font-medium text-primary underline underline-offset-4"
        >
          {number.toLocaleString('en')}
        </Link>
      ) : (
        <span className={number === 0 ? 'text-muted' : undefined}>{number.toLocaleString('en')}</span>
      )}
      {note && <span className="block text-muted text-sm">{note}</span>}
      {alarm && <span className="block text-danger text-sm">{alarm}</span>}
    </TableCell>
  );
}
