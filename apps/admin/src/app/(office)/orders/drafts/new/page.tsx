import type { Metadata } from 'next';
import { NewDraft } from '#draft/edit-draft.tsx';

export const metadata: Metadata = { title: 'New draft order' };

export default function NewDraftPage() {
  return <NewDraft />;
}
