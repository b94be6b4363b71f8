import { buttonStyles } from '@tradewind/ui/button';
import { EmptyState } from '@tradewind/ui/empty-state';
import { Compass } from 'lucide-react';
import type { Metadata } from 'next';
import { ShopLink } from '#shell/shop-link.tsx';

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
          <ShopLink href="/" className={buttonStyles()}>
            Go to the shop
          </ShopLink>
          <ShopLink href="/search" className={buttonStyles({ variant: 'secondary' })}>
            See everything
          </ShopLink>
        </>
      }
    >
      The address is wrong, or what was here is not sold any more. The search above knows everything that is.
    </EmptyState>
  );
}
