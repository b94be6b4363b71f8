import { buttonStyles } from '@tradewind/ui/button';
import { EmptyState } from '@tradewind/ui/empty-state';
import { Compass } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        as="h1"
        icon={<Compass />}
        title="There is no such page"
        action={
          <Link href="/" className={buttonStyles()}>
            Go to the dashboard
          </Link>
        }
      >
        The address may be mistyped, or what it led to is gone.
      </EmptyState>
    </main>
  );
}
