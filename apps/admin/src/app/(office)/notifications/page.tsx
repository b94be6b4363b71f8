import type { Metadata } from 'next';
import { MessageList } from '#notification/message-list.tsx';
import { ListPage } from '#parts/list-page.tsx';

export const metadata: Metadata = { title: 'Notifications' };

export default function NotificationsPage() {
  return (
    <ListPage>
      <MessageList />
    </ListPage>
  );
}
