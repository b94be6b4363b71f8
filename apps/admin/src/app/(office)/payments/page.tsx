import type { Metadata } from 'next';
import { ListPage } from '#parts/list-page.tsx';
import { PaymentList } from '#payment/payment-list.tsx';

export const metadata: Metadata = { title: 'Payments' };

export default function PaymentsPage() {
  return (
    <ListPage>
      <PaymentList />
    </ListPage>
  );
}
