'use client';

import { Badge } from '@tradewind/ui/badge';
import type { DisputeSummary } from '#gateway/procedures.ts';
import { When } from '#parts/when.tsx';
import { deadlineWords } from './dispute-words.ts';

/** Until when evidence is taken, and how much time that is. */
export function Deadline({ dispute }: { readonly dispute: DisputeSummary }) {
  const words = deadlineWords(dispute);
  if (!words || dispute.dueAt === null)
    return <span className="text-muted text-sm">{dispute.submittedAt ? 'Answered' : 'Nothing awaited'}</span>;
  return (
    <span className="grid justify-items-start gap-1">
      <Badge tone={words.tone}>{words.label}</Badge>
      <span className="text-muted text-sm">
        <When at={dispute.dueAt} />
      </span>
    </span>
  );
}
