import type { Metadata } from 'next';
import { ListPage } from '#parts/list-page.tsx';
import { DisputeList } from '#payment/dispute-list.tsx';

export const metadata: Metadata = { title: 'Disputes' };

export default function DisputesPage() {
  return (
    <ListPage>
      <DisputeList />
    </ListPage>
  );
}
