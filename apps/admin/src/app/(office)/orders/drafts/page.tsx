import type { Metadata } from 'next';
import { DraftList } from '#draft/draft-list.tsx';
import { ListPage } from '#parts/list-page.tsx';

export const metadata: Metadata = { title: 'Draft orders' };

export default function DraftsPage() {
  return (
    <ListPage>
      <DraftList />
    </ListPage>
  );
}
