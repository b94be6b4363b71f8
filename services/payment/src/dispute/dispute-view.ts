import type { payment as schemas } from '@tradewind/contracts/schemas';
import { money } from '@tradewind/money';
import type { DisputeRow } from './dispute-store.ts';
import type { FileRow } from './file-store.ts';

/** A dispute as staff see it in a list. */
export function toDisputeSummary({ evidence: _, amount, currency, ...row }: DisputeRow): schemas.DisputeSummary {
  return {
    ...row,
    amount: money(amount, currency),
    dueAt: row.dueAt?.toISOString() ?? null,
    submitRequestedAt: row.submitRequestedAt?.toISOString() ?? null,
    submittedAt: row.submittedAt?.toISOString() ?? null,
    acceptRequestedAt: row.acceptRequestedAt?.toISOString() ?? null,
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}

export function toDisputeFile({ reference: _, createdAt, ...file }: FileRow): schemas.DisputeFile {
  return { ...file, createdAt: createdAt.toISOString() };
}
