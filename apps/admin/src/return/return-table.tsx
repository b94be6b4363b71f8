'use client';

import { Badge } from '@tradewind/ui/badge';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import Link from 'next/link';
import type { ReturnSummary } from '#gateway/procedures.ts';
import { When } from '#parts/when.tsx';
import { reasonWords, returnWords } from './return-words.ts';

export function ReturnTable({ returns }: { readonly returns: readonly ReturnSummary[] }) {
  return (
    <Table label="Returns">
      <TableHead>
        <tr>
          <TableHeader>Return</TableHeader>
          <TableHeader className="hidden md:table-cell">Customer</TableHeader>
          <TableHeader className="hidden md:table-cell">Requested</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader className="hidden lg:table-cell">Why</TableHeader>
          <TableHeader className="text-right">Pieces</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {returns.map(({ id, number, status, customerName, requestedAt, reasons, pieces }) => (
          <TableRow key={id}>
            <TableCell>
              <Link
                href={`/returns/${id}`}
                prefetch={false}
                className="inline-flex min-h-8 items-center whitespace-nowrap font-medium text-primary tabular-nums hover:underline"
              >
                {number}
              </Link>
              <span className="block text-muted text-sm md:hidden">{customerName}</span>
            </TableCell>
            <TableCell className="hidden md:table-cell">{customerName}</TableCell>
            <TableCell className="hidden md:table-cell">
              <When at={requestedAt} isStacked />
            </TableCell>
            <TableCell>
              <Badge tone={returnWords[status].tone}>{returnWords[status].label}</Badge>
            </TableCell>
            <TableCell className="hidden text-muted lg:table-cell">{reasons.map((reason) => reasonWords[reason]).join(', ')}</TableCell>
            <TableCell className="text-right tabular-nums">{pieces}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
