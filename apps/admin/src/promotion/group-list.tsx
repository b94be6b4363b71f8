'use client';

import { useQuery } from '@tanstack/react-query';
import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import { Users } from 'lucide-react';
import Link from 'next/link';
import { useMay } from '#account/use-may.ts';
import { ListCard } from '#parts/list-card.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { groupsQuery } from './groups-query.ts';

/** Groups of customers that promotions may be for. */
export function GroupList() {
  const mayWrite = useMay('promotions:write');
  const groups = useQuery(groupsQuery);
  return (
    <>
      <Breadcrumbs items={[{ label: 'Promotions', href: '/promotions' }]} current="Customer groups" link={Link} />
      <PageHeader title="Customer groups" actions={mayWrite && <GroupDialog group={null} />}>
        Customers by account or by the email address of their order.
      </PageHeader>
      <ListCard
        what="The groups"
        query={{ ...groups, isPlaceholderData: false }}
        clear={null}
        empty={{ icon: <Users />, title: 'No groups yet', text: 'Make one, and a promotion can be for its members alone.' }}
      >
        {(items) => (
          <Table label="Customer groups">
            <TableHead>
              <tr>
                <TableHeader>Group</TableHeader>
                <TableHeader className="text-right">Members</TableHeader>
                {mayWrite && <TableHeader className="sr-only">Actions</TableHeader>}
              </tr>
            </TableHead>
            <TableBody>
              {items.map((group) => (
                <TableRow key={group.id}>
                  <TableCell className="font-medium">{group.name}</TableCell>
                  <TableCell className="text-right tabular-nums">{group.members.length.toLocaleString('en')}</TableCell>
                  {mayWrite && (
                    <TableCell className="text-right">
                      <GroupDialog group={group} />
                    </TableCell>
                  )}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </ListCard>
    </>
  );
}
