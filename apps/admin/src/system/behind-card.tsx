'use client';

import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import Link from 'next/link';
import type { DeadLetterDetail } from '#gateway/procedures.ts';
import { When } from '#parts/when.tsx';
import { count } from './system-words.ts';

/** Later events of the aggregate, which must not overtake it. */
export function BehindCard({ letter: { behind, service } }: { readonly letter: DeadLetterDetail }) {
  const unnamed = behind.total - behind.next.length;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Behind it</CardTitle>
      </CardHeader>
      <CardContent>
        {behind.total === 0 ? (
          <p className="text-muted">Nothing waits behind it.</p>
        ) : (
          <ol className="grid gap-3">
            {behind.next.map(({ eventId, type, parkedAt }) => (
              <li key={eventId} className="flex flex-wrap items-baseline justify-between gap-x-3">
                <Link
                  href={`/system/parked/${service}/${eventId}`}
                  prefetch={false}
                  className="inline-flex min-h-8 items-center font-medium text-primary hover:underline"
                >
                  {type}
                </Link>
                <span className="text-muted text-sm">
                  <When at={parkedAt} />
                </span>
              </li>
            ))}
          </ol>
        )}
        {unnamed > 0 && <p className="mt-3 text-muted text-sm">And {count(unnamed, 'more', 'more')}.</p>}
      </CardContent>
    </Card>
  );
}
