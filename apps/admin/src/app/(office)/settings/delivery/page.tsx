import type { Metadata } from 'next';
import { ListPage } from '#parts/list-page.tsx';
import { DeliverySettings } from '#settings/delivery-form.tsx';

export const metadata: Metadata = { title: 'Delivery' };

export default function DeliveryPage() {
  return (
    <ListPage>
      <DeliverySettings />
    </ListPage>
  );
}
