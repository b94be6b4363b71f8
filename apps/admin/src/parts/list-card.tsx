'use client';

import { Button } from '@tradewind/ui/button';
import { Card } from '@tradewind/ui/card';
import { cn } from '@tradewind/ui/cn';
import { EmptyState } from '@tradewind/ui/empty-state';
import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { ListSkeleton } from './list-skeleton.tsx';
import { LoadError } from './load-error.tsx';

interface ListCardProps<Item> {
  /** "The orders". */
  readonly what: string;
  readonly query: { data: { items: readonly Item[] } | undefined; error: Error | null; isPlaceholderData: boolean; refetch: () => unknown };
  /** What is shown when there is nothing at all. */
  readonly empty: { readonly icon: ReactNode; readonly title: string; readonly text: string; readonly action?: ReactNode };
  /** Takes the filters away; null when none is set. */
  readonly clear: (() => void) | null;
  readonly children: (items: readonly Item[]) => ReactNode;
}

/** The body of a list in each of its states: on its way, failed, empty, filtered to nothing, and there. */
export function ListCard<Item>({ what, query, empty, clear, children }: ListCardProps<Item>) {
  return <Card className="relative overflow-hidden">{body()}</Card>;

  function body() {
    if (query.error && !query.data) return <LoadError what={what} error={query.error} retry={query.refetch} />;
    if (!query.data) return <ListSkeleton />;
    const { items } = query.data;
    if (items.length > 0) return <div className={cn('transition-opacity', query.isPlaceholderData && 'opacity-60')}>{children(items)}</div>;
    if (clear) {
      return (
        <EmptyState icon={<SearchX />} title="Nothing matches" action={<Button onClick={clear}>Clear filters</Button>}>
          Try fewer filters or another word.
        </EmptyState>
      );
    }
    return (
      <EmptyState icon={empty.icon} title={empty.title} action={empty.action}>
        {empty.text}
      </EmptyState>
    );
  }
}
