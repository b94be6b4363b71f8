import type { Metadata } from 'next';
import { ListPage } from '#parts/list-page.tsx';
import { ReturnList } from '#return/return-list.tsx';

export const metadata: Metadata = { title: 'Returns' };

export default function ReturnsPage() {
  return (
    <ListPage>
      <ReturnList />
    </ListPage>
  );
}
