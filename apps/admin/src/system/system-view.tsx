'use client';

import { buttonStyles } from '@tradewind/ui/button';
import Link from 'next/link';
import { useMay } from '#account/use-may.ts';
import { PageHeader } from '#parts/page-header.tsx';
import { ParkedList } from './parked-list.tsx';
import { ServicesCard } from './services-card.tsx';
import { SpanDialog } from './span-dialog.tsx';
import { useOverview } from './use-system.ts';

/** How the house stands, and what waits for somebody. */
export function SystemView() {
  const overview = useOverview();
  const mayWrite = useMay('system:write');
  return (
    <>
      <PageHeader
        title="System"
        actions={
          <>
            <Link href="/system/jobs" prefetch={false} className={buttonStyles({ variant: 'secondary' })}>
              Jobs
            </Link>
            <Link href="/system/actions" prefetch={false} className={buttonStyles({ variant: 'secondary' })}>
              Audit log
            </Link>
            {mayWrite && <SpanDialog services={overview.data?.services} />}
          </>
        }
      />
      <div className="grid gap-8">
        <ServicesCard overview={overview} />
        <ParkedList />
      </div>
    </>
  );
}
