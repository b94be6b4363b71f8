import type { Metadata } from 'next';
import { ListPage } from '#parts/list-page.tsx';
import { ReconciliationView } from '#payment/reconciliation-view.tsx';

export const metadata: Metadata = { title: 'Reconciliation' };

export default function ReconciliationPage() {
  return (
    <ListPage>
      <ReconciliationView />
    </ListPage>
  );
}
