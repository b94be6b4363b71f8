'use client';

import { Button } from '@tradewind/ui/button';
import { ChevronLeft, ChevronRight } from 'lucide-react';

interface PagerProps {
  /** Names the navigation: "Pages of orders". */
  readonly label: string;
  /** The cursors of the pages on the way here, the current page's last; the first page has none. */
  readonly trail: readonly string[];
  readonly next: string | null;
  readonly summary?: string;
  readonly onChange: (trail: string[]) => void;
}

/** Back and forth in a list that knows only what comes next: the way here is remembered. */
export function Pager({ label, trail, next, summary, onChange }: PagerProps) {
  function go(to: string[]) {
    onChange(to);
    document.getElementById('main')?.focus();
    window.scrollTo({ top: 0 });
  }
  return (
    <nav aria-label={label} className="mt-4 flex flex-wrap items-center justify-between gap-3">
      <p className="text-muted text-sm tabular-nums">{summary}</p>
      {(trail.length > 0 || next) && (
        <div className="flex gap-2">
          <Button variant="secondary" size="sm" disabled={trail.length === 0} onClick={() => go(trail.slice(0, -1))}>
            <ChevronLeft aria-hidden /> Previous
          </Button>
          <Button variant="secondary" size="sm" disabled={!next} onClick={() => next && go([...trail, next])}>
            Next <ChevronRight aria-hidden />
          </Button>
        </div>
      )}
    </nav>
  );
}
