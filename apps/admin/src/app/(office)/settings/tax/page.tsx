import type { Metadata } from 'next';
import { ListPage } from '#parts/list-page.tsx';
import { TaxSettings } from '#settings/tax-form.tsx';

export const metadata: Metadata = { title: 'Tax rates' };

export default function TaxPage() {
  return (
    <ListPage>
      <TaxSettings />
    </ListPage>
  );
}
