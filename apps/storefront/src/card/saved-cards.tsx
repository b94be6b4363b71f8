'use client';

import { Alert } from '@tradewind/ui/alert';
import { Button } from '@tradewind/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Skeleton } from '@tradewind/ui/skeleton';
import { useRef } from 'react';
import type { SavedCard } from '#gateway/procedures.ts';
import { useAnnounce } from '#shell/announcer.tsx';
import { cardName, expiryText } from './card-words.ts';
import { useCards, useRemoveCard } from './use-cards.ts';

/** A customer's saved cards, each of which can be removed. */
export function SavedCards() {
  const { data, isPending, isError, refetch } = useCards();
  const title = useRef<HTMLHeadingElement>(null);
  return (
    <Card className="mt-8">
      <CardHeader>
        <CardTitle ref={title} tabIndex={-1} className="outline-none">
          Saved cards
        </CardTitle>
      </CardHeader>
      <CardContent>
        {isPending && <Skeleton className="h-6 w-56" />}
        {isError && (
          <Alert tone="danger" title="Your saved cards could not be loaded">
            <Button variant="secondary" size="sm" className="mt-2" onClick={() => void refetch()}>
              Try again
            </Button>
          </Alert>
        )}
        {data?.items.length === 0 && <p className="text-muted">You have none. When you pay by card, you can save it for next time.</p>}
        {data && data.items.length > 0 && (
          <ul aria-label="Saved cards" className="grid gap-3">
            {data.items.map((card) => (
              <SavedCardRow key={card.id} card={card} onGone={() => title.current?.focus()} />
            ))}
          </ul>
        )}
      </CardContent>
    </Card>
  );
}

function SavedCardRow({ card, onGone }: { readonly card: SavedCard; readonly onGone: () => void }) {
  const { mutateAsync, isPending, isError } = useRemoveCard();
  const announce = useAnnounce();
  const name = cardName(card);

  async function remove() {
    try {
      await mutateAsync(card);
      announce(`${name} was removed.`);
      onGone();
    } catch {
      announce(`${name} could not be removed.`);
    }
  }

  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t pt-3 first:border-t-0 first:pt-0">
      <span>
        {name} <span className="text-muted text-sm">· {expiryText(card, new Date())}</span>
        {isError && <span className="block text-danger text-sm">It could not be removed. Please try again.</span>}
      </span>
      <Button variant="secondary" size="sm" pending={isPending} aria-label={`Remove ${name}`} onClick={() => void remove()}>
        Remove
      </Button>
    </li>
  );
}
