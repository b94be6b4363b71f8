'use client';

import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import { useMe } from '@tradewind/web/browser';
import type { Action } from '#gateway/procedures.ts';
import { When } from '#parts/when.tsx';
import { ActionDetail } from './action-detail.tsx';
import { messageServiceNames } from './system-words.ts';

const names: Readonly<Record<Action['action'], string>> = {
  replay: 'Replayed',
  discard: 'Discarded',
  replay_span: 'Replayed a time span',
};

export function ActionTable({ actions }: { readonly actions: readonly Action[] }) {
  const { me } = useMe();
  return (
    <Table label="Audit log">
      <TableHead>
        <tr>
          <TableHeader>Action</TableHeader>
          <TableHeader className="hidden md:table-cell">Service</TableHeader>
          <TableHeader className="hidden sm:table-cell">Who</TableHeader>
          <TableHeader className="hidden sm:table-cell">When</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {actions.map((action) => (
          <TableRow key={`${action.service} ${action.position}`}>
            {/* As wide as the others leave it: an event is scrolled within. */}
            <TableCell className="w-full max-w-0 align-top">
              <span className="block font-medium">{names[action.action]}</span>
              <ActionDetail action={action} />
              <span className="block text-muted text-sm md:hidden">in {messageServiceNames[action.service]}</span>
              <span className="block text-muted text-sm sm:hidden">
                <Who actor={action.actor} myId={me?.id} />, <When at={action.at} />
              </span>
            </TableCell>
            <TableCell className="hidden align-top md:table-cell">{messageServiceNames[action.service]}</TableCell>
            <TableCell className="hidden align-top sm:table-cell">
              <Who actor={action.actor} myId={me?.id} />
            </TableCell>
            <TableCell className="hidden align-top sm:table-cell">
              <When at={action.at} isStacked />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Who({ actor, myId }: { readonly actor: string; readonly myId: string | undefined }) {
  return actor === myId ? 'You' : <span className="break-all font-mono text-sm">{actor}</span>;
}
