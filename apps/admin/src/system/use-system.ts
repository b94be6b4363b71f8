'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { TradewindError } from '@tradewind/contracts/errors';
import { query } from '#gateway/browser.ts';
import type { Input } from '#gateway/procedures.ts';

/** What consumers do is seen without anybody asking for it. */
const watchMs = 5_000;
const soonMs = 1_000;

/** What an action on events makes old. */
export const systemKeys = [['system']] as const;

export function useOverview() {
  return useQuery({
    queryKey: ['system', 'overview'],
    queryFn: ({ signal }) => query('admin.system.overview', undefined, signal),
    refetchInterval: watchMs,
  });
}

export function useParked(input: Input<'admin.system.deadLetters'>) {
  return useQuery({
    queryKey: ['system', 'parked', input],
    queryFn: ({ signal }) => query('admin.system.deadLetters', input, signal),
    placeholderData: keepPreviousData,
    refetchInterval: watchMs,
  });
}

/** Whether an event is not parked, or what the address names is none. */
export function isGone(error: Error | null): boolean {
  return error instanceof TradewindError && (error.code === 'NOT_FOUND' || error.code === 'INVALID_INPUT');
}

/** One parked event; asked for again soon while it is about to be tried. */
export function useParkedEvent(input: Input<'admin.system.deadLetter'>) {
  return useQuery({
    queryKey: ['system', 'event', input],
    queryFn: ({ signal }) => query('admin.system.deadLetter', input, signal),
    refetchInterval: ({ state }) => (isGone(state.error) ? false : state.data?.state === 'waiting' ? watchMs : soonMs),
  });
}

export function useActions(input: Input<'admin.system.actions'>) {
  return useQuery({
    queryKey: ['system', 'actions', input],
    queryFn: ({ signal }) => query('admin.system.actions', input, signal),
    placeholderData: keepPreviousData,
  });
}
