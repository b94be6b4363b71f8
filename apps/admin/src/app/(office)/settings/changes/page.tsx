import type { Metadata } from 'next';
import { ListPage } from '#parts/list-page.tsx';
import { SettingsChanges } from '#settings/change-list.tsx';

export const metadata: Metadata = { title: 'History of settings' };

export default function SettingsChangesPage() {
  return (
    <ListPage>
      <SettingsChanges />
    </ListPage>
  );
}
