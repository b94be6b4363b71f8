'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Alert } from '@tradewind/ui/alert';
import { Button } from '@tradewind/ui/button';
import { Skeleton } from '@tradewind/ui/skeleton';
import { useMe } from '@tradewind/web/browser';
import { useRouter } from 'next/navigation';
import { signOut } from 'next-auth/react';
import { useEffect, useState } from 'react';
import { SavedCards } from '#card/saved-cards.tsx';
import { OrderHistory } from './order-history.tsx';
import { StoreCreditCard } from './store-credit-card.tsx';

export function AccountView() {
  const router = useRouter();
  const client = useQueryClient();
  const { me, isPending, error } = useMe();
  const [isLeaving, setLeaving] = useState(false);
  const isNobody = !isPending && !error && !me && !isLeaving;
  useEffect(() => {
    if (isNobody) router.replace('/sign-in?next=/account');
  }, [isNobody, router]);

  async function leave() {
    setLeaving(true);
    await signOut({ redirect: false });
    client.clear();
    router.replace('/');
  }

  if (error) {
    return (
      <div className="shell max-w-xl pt-12">
        <Alert tone="danger" title="Your account could not be loaded">
          {error.message}
        </Alert>
      </div>
    );
  }
  if (!me) {
    return (
      <div className="shell grid gap-5 pt-10">
        <Skeleton className="h-10 w-64" />
        <Skeleton className="h-28 rounded-card" />
        <Skeleton className="h-28 rounded-card" />
      </div>
    );
  }
  return (
    <div className="shell pt-8 sm:pt-12">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <div>
          <h1 className="font-semibold text-title">Hello, {me.name}</h1>
          <p className="mt-1 text-muted">{me.email}</p>
        </div>
        <Button variant="secondary" pending={isLeaving} onClick={() => void leave()}>
          Sign out
        </Button>
      </div>
      <StoreCreditCard />
      <SavedCards />
      <OrderHistory />
    </div>
  );
}
