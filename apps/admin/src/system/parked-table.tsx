'use client';

import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import Link from 'next/link';
import type { DeadLetter } from '#gateway/procedures.ts';
import { When } from '#parts/when.tsx';
import { StateBadge } from './state-badge.tsx';
import { messageServiceNames } from './system-words.ts';

export function ParkedTable({ letters }: { readonly letters: readonly DeadLetter[] }) {
  return (
    <Table label="Parked events">
      <TableHead>
        <tr>
          <TableHeader>Event</TableHeader>
          <TableHeader className="hidden md:table-cell">Service</TableHeader>
          <TableHeader className="hidden sm:table-cell">State</TableHeader>
          <TableHeader className="hidden lg:table-cell">Error</TableHeader>
          <TableHeader className="hidden text-right xl:table-cell">Attempts</TableHeader>
          <TableHeader className="hidden sm:table-cell">Parked</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {letters.map((letter) => (
          <TableRow key={`${letter.service} ${letter.eventId}`}>
            <TableCell>
              <Link
                href={`/system/parked/${letter.service}/${letter.eventId}`}
                prefetch={false}
                className="inline-flex min-h-8 items-center font-medium text-primary hover:underline"
              >
                {letter.type}
              </Link>
              <span className="block break-all font-mono text-muted text-xs">{letter.aggregateId}</span>
              <span className="block text-muted text-sm md:hidden">in {messageServiceNames[letter.service]}</span>
              {letter.error && <span className="mt-1 line-clamp-2 text-sm [overflow-wrap:anywhere] lg:hidden">{letter.error}</span>}
              <span className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm sm:hidden">
                <StateBadge state={letter.state} /> <When at={letter.parkedAt} />
              </span>
            </TableCell>
            <TableCell className="hidden md:table-cell">{messageServiceNames[letter.service]}</TableCell>
            <TableCell className="hidden sm:table-cell">
              <StateBadge state={letter.state} />
            </TableCell>
            <TableCell className="hidden max-w-sm lg:table-cell">
              <span className="line-clamp-2 text-sm [overflow-wrap:anywhere]">
                {letter.error ?? <span className="text-muted">None of its own</span>}
              </span>
            </TableCell>
            <TableCell className="hidden text-right tabular-nums xl:table-cell">{letter.attempts}</TableCell>
            <TableCell className="hidden sm:table-cell">
              <When at={letter.parkedAt} isStacked />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
