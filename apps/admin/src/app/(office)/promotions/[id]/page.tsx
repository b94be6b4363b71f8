import type { Metadata } from 'next';
import { EditPromotion } from '#promotion/edit-promotion.tsx';

export const metadata: Metadata = { title: 'Promotion' };

export default async function PromotionPage({ params }: { params: Promise<{ id: string }> }) {
  return <EditPromotion id={(await params).id} />;
}
