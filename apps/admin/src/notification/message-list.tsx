'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Bell } from 'lucide-react';
import { parseAsArrayOf, parseAsString, useQueryState } from 'nuqs';
import { query } from '#gateway/browser.ts';
import { ListCard } from '#parts/list-card.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { Pager } from '#parts/pager.tsx';
import { MessageTable } from './message-table.tsx';

export function MessageList() {
  const [cursor, setCursor] = useQueryState('cursor', parseAsArrayOf(parseAsString).withDefault([]));
  const input = { cursor: cursor.at(-1) };
  const messages = useQuery({
    queryKey: ['messages', input],
    queryFn: ({ signal }) => query('admin.messages.list', input, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader title="Notifications">What was sent to customers. Recipients are shown in part, and texts are not kept.</PageHeader>
      <ListCard
        what="The notifications"
        query={messages}
        clear={null}
        empty={{ icon: <Bell />, title: 'Nothing was sent yet', text: 'Each email to a customer is noted here.' }}
      >
        {(items) => <MessageTable messages={items} />}
      </ListCard>
      <Pager
        label="Pages of notifications"
        trail={cursor}
        next={messages.data?.nextCursor ?? null}
        onChange={(trail) => void setCursor(trail.length > 0 ? trail : null, { history: 'push' })}
      />
    </>
  );
}
