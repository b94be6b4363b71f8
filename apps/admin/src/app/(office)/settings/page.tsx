import type { Metadata } from 'next';
import { ListPage } from '#parts/list-page.tsx';
import { StoreSettings } from '#settings/store-form.tsx';

export const metadata: Metadata = { title: 'Settings' };

export default function SettingsPage() {
  return (
    <ListPage>
      <StoreSettings />
    </ListPage>
  );
}
