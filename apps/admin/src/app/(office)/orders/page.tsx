import type { Metadata } from 'next';
import { OrderList } from '#order/order-list.tsx';
import { ListPage } from '#parts/list-page.tsx';

export const metadata: Metadata = { title: 'Orders' };

export default function OrdersPage() {
  return (
    <ListPage>
      <OrderList />
    </ListPage>
  );
}
