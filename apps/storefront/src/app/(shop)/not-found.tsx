import { buttonStyles } from '@tradewind/ui/button';
import { EmptyState } from '@tradewind/ui/empty-state';
import { Compass } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <EmptyState
      as="h1"
      icon={<Compass />}
      title="This page has sailed"
      className="py-24"
      action={
        <>
          <Link href="/" className={buttonStyles()}>
            Go to the shop
          </Link>
          <Link href="/search" className={buttonStyles({ variant: 'secondary' })}>
            See everything
          </Link>
        </>
      }
    >
      The address is wrong, or what was here is not sold any more. The search above knows everything that is.
    </EmptyState>
  );
}
