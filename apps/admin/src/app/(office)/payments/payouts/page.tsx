import type { Metadata } from 'next';
import { ListPage } from '#parts/list-page.tsx';
import { PayoutList } from '#payment/payout-list.tsx';

export const metadata: Metadata = { title: 'Payouts' };

export default function PayoutsPage() {
  return (
    <ListPage>
      <PayoutList />
    </ListPage>
  );
}
