import type { Metadata } from 'next';
import { OrderPageView } from '#order/order-page-view.tsx';

interface OrderProps {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<{ token?: string | string[] }>;
}

export const metadata: Metadata = { title: 'Your order', robots: { index: false } };

export default async function OrderPage({ params, searchParams }: OrderProps) {
  const { token } = await searchParams;
  return <OrderPageView id={(await params).id} token={typeof token === 'string' ? token : undefined} />;
}
