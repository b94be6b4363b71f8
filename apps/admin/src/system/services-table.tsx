'use client';

import { Badge } from '@tradewind/ui/badge';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import type { ServiceState } from '#gateway/procedures.ts';
import { FigureCell } from './figure-cell.tsx';
import { serviceFigures } from './service-figures.ts';
import { listed, serviceNames, statusWords } from './system-words.ts';

export function ServicesTable({ services }: { readonly services: readonly ServiceState[] }) {
  return (
    <Table label="Services">
      <TableHead>
        <tr>
          <TableHeader>Service</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader className="hidden text-right sm:table-cell">Outbox</TableHeader>
          <TableHeader className="hidden text-right sm:table-cell">Lag</TableHeader>
          <TableHeader className="hidden text-right sm:table-cell">Jobs waiting</TableHeader>
          <TableHeader className="text-right">Parked</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {services.map((state) => {
          const { outbox, lag, jobs, parked } = serviceFigures(state);
          return (
            <TableRow key={state.service}>
              <TableCell>
                <span className="block font-medium">{serviceNames[state.service]}</span>
                {state.messages && (
                  <span className="block text-muted text-sm tabular-nums sm:hidden">
                    Outbox {outbox.number}, lag {lag.number ?? '–'}, jobs {jobs.number ?? '–'}
                  </span>
                )}
              </TableCell>
              <TableCell>
                <Badge tone={statusWords[state.status].tone}>{statusWords[state.status].label}</Badge>
                {state.failing.length > 0 && <span className="mt-1 block text-muted text-sm">without {listed(state.failing)}</span>}
              </TableCell>
              <FigureCell figure={outbox} className="hidden sm:table-cell" />
              <FigureCell figure={lag} className="hidden sm:table-cell" />
              <FigureCell figure={jobs} className="hidden sm:table-cell" href={`/system/jobs?service=${state.service}`} />
              <FigureCell figure={parked} href={`/system?service=${state.service}`} />
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
