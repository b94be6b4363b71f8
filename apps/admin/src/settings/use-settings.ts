'use client';

import { useQuery } from '@tanstack/react-query';
import { mutate, query } from '#gateway/browser.ts';
import type { Input } from '#gateway/procedures.ts';
import { useAction } from '#parts/use-action.ts';

const settingsKey = ['settings'];

export function useSettings() {
  return useQuery({ queryKey: settingsKey, queryFn: ({ signal }) => query('admin.settings.get', undefined, signal) });
}

/** Saves one part; the history is asked for anew with it. */
export function useSaveSettings() {
  return useAction({
    send: (input: Input<'admin.settings.update'>) => mutate('admin.settings.update', input),
    done: 'Settings saved',
    refresh: [settingsKey],
  });
}
