import type { Metadata } from 'next';
import { CreditDetail } from '#credit/credit-detail.tsx';

export const metadata: Metadata = { title: 'Gift card' };

export default async function GiftCardPage({ params }: { params: Promise<{ id: string }> }) {
  return <CreditDetail id={(await params).id} />;
}
