'use client';

import { formatMoney } from '@tradewind/money';
import { Badge } from '@tradewind/ui/badge';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import { useMe } from '@tradewind/web/browser';
import Link from 'next/link';
import type { Discrepancy } from '#gateway/procedures.ts';
import { When } from '#parts/when.tsx';
import { discrepancyWords } from './discrepancy-words.ts';
import { SettleDialog } from './settle-dialog.tsx';

export function DiscrepancyTable({
  discrepancies,
  mayWrite,
}: {
  readonly discrepancies: readonly Discrepancy[];
  readonly mayWrite: boolean;
}) {
  return (
    <Table label="Differences">
      <TableHead>
        <tr>
          <TableHeader>What differs</TableHeader>
          <TableHeader className="text-right">Ledger</TableHeader>
          <TableHeader className="text-right">Processor</TableHeader>
          <TableHeader className="hidden md:table-cell">Found</TableHeader>
          <TableHeader>
            <span className="sr-only">Settlement</span>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {discrepancies.map((discrepancy) => (
          <TableRow key={discrepancy.subject}>
            <TableCell>
              <span className="block font-medium">{discrepancyWords[discrepancy.kind].label}</span>
              <span className="block text-muted text-sm">{discrepancyWords[discrepancy.kind].cause}</span>
              <Subject discrepancy={discrepancy} />
            </TableCell>
            <TableCell className="text-right tabular-nums">{formatMoney(discrepancy.ours)}</TableCell>
            <TableCell className="text-right tabular-nums">{formatMoney(discrepancy.theirs)}</TableCell>
            <TableCell className="hidden md:table-cell">
              <When at={discrepancy.foundAt} isStacked />
            </TableCell>
            <TableCell>
              {discrepancy.settledAt ? <Settled discrepancy={discrepancy} /> : mayWrite && <SettleDialog discrepancy={discrepancy} />}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Subject({ discrepancy: { subject, orderId } }: { readonly discrepancy: Discrepancy }) {
  return (
    <span className="block break-all text-muted text-sm">
      {subject}
      {orderId && (
        <>
          {' · '}
          <Link href={`/orders/${orderId}`} prefetch={false} className="text-primary underline underline-offset-4">
            Order
          </Link>
        </>
      )}
    </span>
  );
}

function Settled({ discrepancy: { action } }: { readonly discrepancy: Discrepancy }) {
  const { me } = useMe();
  if (!action) return <Badge tone="success">Agrees again</Badge>;
  return (
    <span className="grid justify-items-start gap-1">
      <Badge tone={action.action === 'booked' ? 'success' : 'neutral'}>{action.action === 'booked' ? 'Booked' : 'Accepted'}</Badge>
      <span className="text-muted text-sm">
        {action.reason} ({action.actor === me?.id ? 'you' : action.actor})
      </span>
    </span>
  );
}
