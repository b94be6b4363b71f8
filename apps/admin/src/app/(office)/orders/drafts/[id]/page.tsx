import type { Metadata } from 'next';
import { EditDraft } from '#draft/edit-draft.tsx';

export const metadata: Metadata = { title: 'Draft order' };

export default async function DraftPage({ params }: { params: Promise<{ id: string }> }) {
  return <EditDraft id={(await params).id} />;
}
