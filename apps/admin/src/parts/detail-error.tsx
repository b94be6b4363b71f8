import { TradewindError } from '@tradewind/contracts/errors';
import { buttonStyles } from '@tradewind/ui/button';
import { EmptyState } from '@tradewind/ui/empty-state';
import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { LoadError } from './load-error.tsx';

interface DetailErrorProps {
  /** "order". */
  readonly what: string;
  readonly error: Error;
  readonly retry: () => unknown;
  /** Where all of them are. */
  readonly list: { readonly href: string; readonly label: string };
  /** What to try where there is no such thing. */
  readonly hint: string;
}

/** In the place of a page about one thing: there is no such thing, or it could not be loaded. */
export function DetailError({ what, error, retry, list, hint }: DetailErrorProps) {
  // What the address names may also be no id at all.
  const isUnknown = error instanceof TradewindError && (error.code === 'NOT_FOUND' || error.code === 'INVALID_INPUT');
  if (!isUnknown) return <LoadError as="h1" what={`The ${what}`} error={error} retry={retry} />;
  return (
    <EmptyState
      as="h1"
      icon={<SearchX />}
      title={`There is no such ${what}`}
      action={
        <Link href={list.href} className={buttonStyles()}>
          {list.label}
        </Link>
      }
    >
      {hint}
    </EmptyState>
  );
}
