import type { Metadata } from 'next';
import { AccountView } from '#account/account-view.tsx';

export const metadata: Metadata = { title: 'Account', robots: { index: false } };

/** Its header's categories come from the gateway, which is not there while building. */
export const dynamic = 'force-dynamic';

export default function AccountPage() {
  return <AccountView />;
}
