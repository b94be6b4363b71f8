import type { Metadata } from 'next';
import { DashboardView } from '#dashboard/dashboard-view.tsx';
import { ListPage } from '#parts/list-page.tsx';

export const metadata: Metadata = { title: 'Dashboard' };

export default function DashboardPage() {
  return (
    <ListPage>
      <DashboardView />
    </ListPage>
  );
}
