'use client';

import { Alert } from '@tradewind/ui/alert';
import { Button } from '@tradewind/ui/button';
import { EmptyState } from '@tradewind/ui/empty-state';
import { Skeleton } from '@tradewind/ui/skeleton';
import { useMe } from '@tradewind/web/browser';
import { Lock } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import type { Me } from '#gateway/procedures.ts';
import { Frame } from './frame.tsx';
import { sectionOf, sectionsFor } from './sections.ts';

/** Lets staff in, each to what they may see; sends everybody else to the sign-in page and back afterwards. */
export function Office({ children }: { readonly children: ReactNode }) {
  const { me, isPending, error, refetch } = useMe();
  const router = useRouter();
  const path = usePathname();
  const isNobody = !isPending && !error && !me;
  const home = me && path === '/' ? sectionsFor(me.permissions)[0]?.href : undefined;
  useEffect(() => {
    if (isNobody) router.replace(`/sign-in?next=${encodeURIComponent(`${window.location.pathname}${window.location.search}`)}`);
    else if (home && home !== '/') router.replace(home);
  }, [isNobody, home, router]);

  if (error && !me) {
    return (
      <main className="mx-auto grid min-h-dvh max-w-xl content-center gap-4 px-4">
        <h1 className="font-semibold text-title">The back office could not be opened</h1>
        <Alert tone="danger" title={error.message} />
        <Button className="justify-self-start" onClick={() => void refetch()}>
          Try again
        </Button>
      </main>
    );
  }
  if (!me || (home && home !== '/')) return <Waiting />;
  return <Frame me={me}>{isAllowed(me, path) ? children : <Refused />}</Frame>;
}

function isAllowed(me: Me, path: string): boolean {
  const section = sectionOf(path);
  return !section || me.permissions.includes(section.permission);
}

function Refused() {
  return (
    <EmptyState as="h1" icon={<Lock />} title="This is not for your role" className="py-24">
      Your account may not see this part. If your work needs it, ask an administrator.
    </EmptyState>
  );
}

function Waiting() {
  return (
    <main aria-busy="true" className="grid gap-6 p-4 pt-20 sm:p-8 lg:pl-72">
      <h1 className="sr-only">Tradewind back office is loading</h1>
      <Skeleton className="h-10 w-48" />
      <Skeleton className="h-40 rounded-card" />
      <Skeleton className="h-72 rounded-card" />
    </main>
  );
}
