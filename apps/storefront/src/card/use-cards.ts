'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMe } from '@tradewind/web/browser';
import { mutate, query } from '#gateway/browser.ts';
import type { SavedCard } from '#gateway/procedures.ts';

export const cardsKey = ['cards'];

/** The signed-in customer's saved cards; nothing while nobody is signed in. */
export function useCards() {
  const { me } = useMe();
  return useQuery({ queryKey: cardsKey, queryFn: ({ signal }) => query('cards.list', undefined, signal), enabled: Boolean(me) });
}

/** Has the processor forget a card. */
export function useRemoveCard() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: SavedCard) => mutate('cards.remove', { id }),
    onSettled: () => client.invalidateQueries({ queryKey: cardsKey }),
  });
}
