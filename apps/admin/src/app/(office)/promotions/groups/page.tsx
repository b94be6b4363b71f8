import type { Metadata } from 'next';
import { ListPage } from '#parts/list-page.tsx';
import { GroupList } from '#promotion/group-list.tsx';

export const metadata: Metadata = { title: 'Customer groups' };

export default function CustomerGroupsPage() {
  return (
    <ListPage>
      <GroupList />
    </ListPage>
  );
}
