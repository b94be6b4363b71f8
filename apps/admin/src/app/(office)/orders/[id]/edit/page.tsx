import type { Metadata } from 'next';
import { EditOrder } from '#order/edit-order.tsx';

export const metadata: Metadata = { title: 'Edit order' };

export default async function EditOrderPage({ params }: { params: Promise<{ id: string }> }) {
  return <EditOrder id={(await params).id} />;
}
