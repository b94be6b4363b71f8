import type { Metadata } from 'next';
import { ListPage } from '#parts/list-page.tsx';
import { ActionList } from '#system/action-list.tsx';

export const metadata: Metadata = { title: 'Audit log' };

export default function ActionsPage() {
  return (
    <ListPage>
      <ActionList />
    </ListPage>
  );
}
