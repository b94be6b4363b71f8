'use client';

import { Alert } from '@tradewind/ui/alert';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { DeadLetterDetail } from '#gateway/procedures.ts';
import { CopyText } from '#parts/copy-text.tsx';
import { When } from '#parts/when.tsx';

/** Why it failed, and by what it is found in the logs. */
export function FactsCard({ letter }: { readonly letter: DeadLetterDetail }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>What happened</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-5">
        <Why letter={letter} />
        <dl className="grid gap-y-4">
          <Fact name="Trace">
            {letter.traceId ? <CopyText what="trace id" text={letter.traceId} /> : 'None'}
            <span className="block text-muted text-sm">Every line that a service logged about it carries this id.</span>
          </Fact>
          <Fact name="Event">
            <CopyText what="event id" text={letter.eventId} />
          </Fact>
          <Fact name="Aggregate">
            <About id={letter.aggregateId} />
          </Fact>
          <Fact name="Attempts">
            {letter.attempts}
            {letter.triedAt && (
              <span className="block text-muted text-sm">
                Last at <When at={letter.triedAt} />
              </span>
            )}
          </Fact>
        </dl>
      </CardContent>
    </Card>
  );
}

function Why({ letter }: { readonly letter: DeadLetterDetail }) {
  const { state, error, first, retryAt } = letter;
  if (state === 'behind') {
    return (
      <Alert tone="info" title="It waits behind an earlier event of its aggregate">
        {first && (
          <Link href={`/system/parked/${letter.service}/${first.eventId}`} className="text-primary underline underline-offset-4">
            See {first.type}
          </Link>
        )}
      </Alert>
    );
  }
  const next =
    state === 'retrying' && retryAt ? (
      <>
        It is tried again by itself: <When at={retryAt} />.
      </>
    ) : (
      'It is not tried again by itself. Mend the cause and replay it, or discard it.'
    );
  return (
    <Alert
      tone={state === 'waiting' ? 'danger' : 'warning'}
      title={<span className="[overflow-wrap:anywhere]">{error ?? 'It was not tried yet'}</span>}
    >
      {next}
    </Alert>
  );
}

function About({ id }: { readonly id: string }) {
  if (!id.startsWith('ord_')) return <CopyText what="aggregate’s id" text={id} />;
  return (
    <Link href={`/orders/${id}`} prefetch={false} className="break-all font-mono text-primary text-sm underline underline-offset-4">
      {id}
    </Link>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-0.5 sm:grid-cols-[6rem_minmax(0,1fr)] sm:items-baseline">
      <dt className="text-caption text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
