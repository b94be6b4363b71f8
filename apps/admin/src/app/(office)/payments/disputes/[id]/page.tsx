import type { Metadata } from 'next';
import { DisputeDetail } from '#payment/dispute-detail.tsx';

export const metadata: Metadata = { title: 'Dispute' };

export default async function DisputePage({ params }: { params: Promise<{ id: string }> }) {
  return <DisputeDetail id={(await params).id} />;
}
