import type { Metadata } from 'next';
import { ReturnDetail } from '#return/return-detail.tsx';

export const metadata: Metadata = { title: 'Return' };

export default async function ReturnPage({ params }: { params: Promise<{ id: string }> }) {
  return <ReturnDetail id={(await params).id} />;
}
