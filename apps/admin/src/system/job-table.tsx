'use client';

import { cn } from '@tradewind/ui/cn';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import type { ReactNode } from 'react';
import { When } from '#parts/when.tsx';
import type { Job } from './jobs-of.ts';
import { messageServiceNames, spoken } from './system-words.ts';

export function JobTable({ jobs }: { readonly jobs: readonly Job[] }) {
  return (
    <Table label="Jobs">
      <TableHead>
        <tr>
          <TableHeader>Job</TableHeader>
          <TableHeader className="hidden md:table-cell">Service</TableHeader>
          <TableHeader className="text-right">Waiting</TableHeader>
          <TableHeader className="hidden text-right lg:table-cell">Running</TableHeader>
          <TableHeader className="hidden text-right lg:table-cell">Scheduled</TableHeader>
          <TableHeader className="text-right">Given up</TableHeader>
          <TableHeader className="hidden sm:table-cell">Last run</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {jobs.map((job) => (
          <TableRow key={`${job.service} ${job.name}`}>
            <TableCell>
              <span className="block font-medium">{job.name}</span>
              <span className="block text-muted text-sm md:hidden">in {messageServiceNames[job.service]}</span>
              {job.lastFailure && (
                <span className="mt-1 block text-danger text-sm">
                  Given up <When at={job.lastFailure.at} />
                  <span className="line-clamp-4 [overflow-wrap:anywhere]">{job.lastFailure.reason}</span>
                </span>
              )}
            </TableCell>
            <TableCell className="hidden md:table-cell">{messageServiceNames[job.service]}</TableCell>
            <Count number={job.waiting} />
            <Count number={job.active} className="hidden lg:table-cell" />
            <Count number={job.delayed} className="hidden lg:table-cell" />
            <Count number={job.failed} className={job.failed > 0 ? 'font-medium text-danger' : undefined} />
            <TableCell className="hidden sm:table-cell">
              <LastRun job={job} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Count({ number, className }: { readonly number: number; readonly className?: string | undefined }) {
  return (
    <TableCell className={cn('text-right tabular-nums', number === 0 && 'text-muted', className)}>{number.toLocaleString('en')}</TableCell>
  );
}

function LastRun({ job: { lastRun, lastFindings = {} } }: { readonly job: Job }): ReactNode {
  if (!lastRun) return <span className="text-muted">Not yet</span>;
  const found = Object.entries(lastFindings).filter(([, number]) => number > 0);
  return (
    <>
      <When at={lastRun} />
      {found.length > 0 && (
        <span className="block text-muted text-sm">
          {found.map(([what, number]) => `${number.toLocaleString('en')} ${spoken(what)}`).join(', ')}
        </span>
      )}
    </>
  );
}
