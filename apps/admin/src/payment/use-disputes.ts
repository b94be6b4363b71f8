'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { query } from '#gateway/browser.ts';
import type { Dispute, Input } from '#gateway/procedures.ts';

/** The bank decides without anybody asking for it. */
const watchMs = 5_000;

/** What a change of a dispute makes old. */
export const disputeKeys = [['disputes'], ['payments']] as const;

export function useDisputes(input: Input<'admin.disputes.list'>) {
  return useQuery({
    queryKey: ['disputes', 'list', input],
    queryFn: ({ signal }) => query('admin.disputes.list', input, signal),
    placeholderData: keepPreviousData,
  });
}

/** A dispute; asked for again while the bank has it. */
export function useDispute(id: string) {
  return useQuery({
    queryKey: ['disputes', 'one', id],
    // The cast: the id comes from the address, and the gateway checks its form.
    queryFn: ({ signal }) => query('admin.disputes.get', { disputeId: id as Dispute['id'] }, signal),
    refetchInterval: ({ state: { data } }) =>
      data && (data.submitRequestedAt ?? data.acceptRequestedAt) !== null && data.closedAt === null ? watchMs : false,
  });
}
