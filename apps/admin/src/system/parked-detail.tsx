'use client';

import { Breadcrumbs } from '@tradewind/ui/breadcrumbs';
import { buttonStyles } from '@tradewind/ui/button';
import { Card } from '@tradewind/ui/card';
import { EmptyState } from '@tradewind/ui/empty-state';
import { CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useMay } from '#account/use-may.ts';
import type { DeadLetterDetail, Input } from '#gateway/procedures.ts';
import { DetailSkeleton } from '#parts/detail-skeleton.tsx';
import { LoadError } from '#parts/load-error.tsx';
import { PageHeader } from '#parts/page-header.tsx';
import { When } from '#parts/when.tsx';
import { BehindCard } from './behind-card.tsx';
import { DiscardDialog } from './discard-dialog.tsx';
import { FactsCard } from './facts-card.tsx';
import { PayloadCard } from './payload-card.tsx';
import { ReplayButton } from './replay-button.tsx';
import { StateBadge } from './state-badge.tsx';
import { messageServiceNames, systemCrumbs } from './system-words.ts';
import { isGone, useParkedEvent } from './use-system.ts';

export function ParkedDetail({ service, eventId }: { readonly service: string; readonly eventId: string }) {
  // The cast: both come from the address, and the gateway checks their form.
  const { data: letter, error, refetch } = useParkedEvent({ service, eventId } as Input<'admin.system.deadLetter'>);
  if (isGone(error)) return <Gone />;
  if (error && !letter) return <LoadError as="h1" what="The event" error={error} retry={refetch} />;
  if (!letter) return <DetailSkeleton what="event" cards={2} />;
  return (
    <>
      <Breadcrumbs items={systemCrumbs} current={letter.type} link={Link} />
      <PageHeader title={letter.type} actions={<Actions letter={letter} />}>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <StateBadge state={letter.state} />
          <span className="text-sm">
            Parked in {messageServiceNames[letter.service]} <When at={letter.parkedAt} />
          </span>
        </div>
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
          <FactsCard letter={letter} />
          <PayloadCard letter={letter} />
        </div>
        <BehindCard letter={letter} />
      </div>
    </>
  );
}

function Actions({ letter }: { readonly letter: DeadLetterDetail }) {
  if (!useMay('system:write')) return null;
  return (
    <>
      <DiscardDialog letter={letter} />
      <ReplayButton letter={letter} />
    </>
  );
}

/** Also what is left of the page after a replay or a discard that did what it should. */
function Gone() {
  return (
    <>
      <Breadcrumbs items={systemCrumbs} current="Event" link={Link} />
      <PageHeader title="This event is not parked" />
      <Card>
        <EmptyState
          as="h2"
          icon={<CircleCheck />}
          title="It took effect, or was discarded"
          action={
            <>
              <Link href="/system" className={buttonStyles()}>
                To the parked events
              </Link>
              <Link href="/system/actions" prefetch={false} className={buttonStyles({ variant: 'secondary' })}>
                Audit log
              </Link>
            </>
          }
        >
          The audit log says who replayed or discarded what, and why.
        </EmptyState>
      </Card>
    </>
  );
}
