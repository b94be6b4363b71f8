import type { Metadata } from 'next';
import { ListPage } from '#parts/list-page.tsx';
import { SystemView } from '#system/system-view.tsx';

export const metadata: Metadata = { title: 'System' };

export default function SystemPage() {
  return (
    <ListPage>
      <SystemView />
    </ListPage>
  );
}
