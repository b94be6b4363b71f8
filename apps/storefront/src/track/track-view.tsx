'use client';

import { useQuery } from '@tanstack/react-query';
import { TradewindError } from '@tradewind/contracts/errors';
import { Alert } from '@tradewind/ui/alert';
import { Badge } from '@tradewind/ui/badge';
import { Button } from '@tradewind/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { EmptyState } from '@tradewind/ui/empty-state';
import { Skeleton } from '@tradewind/ui/skeleton';
import { Timeline, type TimelineItem } from '@tradewind/ui/timeline';
import { PackageSearch } from 'lucide-react';
import { useEffect } from 'react';
import { query } from '#gateway/browser.ts';
import type { Input, Parcel } from '#gateway/procedures.ts';
import { useAnnounce } from '#shell/announcer.tsx';
import { parcelWords } from './parcel-words.ts';

const pollMs = 15_000;

const isUnknown = (error: Error | null) =>
  error instanceof TradewindError && (error.code === 'NOT_FOUND' || error.code === 'INVALID_INPUT');

/** Where a parcel is, for whoever has its link. */
export function TrackView({ id, token }: { readonly id: string; readonly token: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['parcel', id, token],
    // The cast: both come from the address, and the gateway checks their form.
    queryFn: ({ signal }) => query('parcels.track', { shipmentId: id, token } as Input<'parcels.track'>, signal),
    refetchInterval: ({ state }) => (state.data?.status === 'delivered' || state.error ? false : pollMs),
  });
  if (data) return <ParcelDetails parcel={data} />;
  if (isUnknown(error)) {
    return (
      <EmptyState as="h1" icon={<PackageSearch />} title="There is no such parcel">
        Open the link in your shipping email once more, all of it.
      </EmptyState>
    );
  }
  if (error) {
    return (
      <div className="shell max-w-xl pt-12">
        <h1 className="sr-only">Your parcel</h1>
        <Alert tone="danger" title="The parcel could not be looked up">
          <Button variant="secondary" size="sm" className="mt-2" onClick={() => void refetch()}>
            Try again
          </Button>
        </Alert>
      </div>
    );
  }
  return <ParcelSkeleton />;
}

function ParcelDetails({ parcel }: { readonly parcel: Parcel }) {
  const announce = useAnnounce();
  const { label, tone } = parcelWords[parcel.status];
  useEffect(() => announce(`Parcel: ${label}`), [announce, label]);
  const number = [parcel.carrier, parcel.trackingNumber].filter(Boolean).join(' · ');
  return (
    <div className="shell max-w-2xl pt-8 sm:pt-12">
      {number && <p className="break-all font-medium text-muted text-sm">{number}</p>}
      <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="font-semibold text-title">Your parcel</h1>
        <Badge tone={tone}>{label}</Badge>
      </div>
      <Card className="mt-8">
        <CardHeader>
          <CardTitle>Its way</CardTitle>
        </CardHeader>
        <CardContent>
          <Timeline items={wayOf(parcel)} />
        </CardContent>
      </Card>
    </div>
  );
}

/** What the carrier told, the newest first, down to its start. */
function wayOf({ events, status, shippedAt, deliveredAt }: Parcel): TimelineItem[] {
  const told = events.map((event, index): TimelineItem => {
    const { label, tone } = parcelWords[event.status];
    return { key: `${index}-${event.status}`, title: label, tone, at: event.at, description: event.location ?? undefined };
  });
  const isToldDelivered = events.some((event) => event.status === 'delivered');
  const arrived = { key: 'delivered', title: parcelWords.delivered.label, tone: parcelWords.delivered.tone, at: deliveredAt };
  const left = { key: 'shipped', title: parcelWords.shipped.label, tone: parcelWords.shipped.tone, at: shippedAt };
  return [...(status === 'delivered' && !isToldDelivered ? [arrived] : []), ...told, left];
}

function ParcelSkeleton() {
  return (
    <div className="shell grid max-w-2xl gap-5 pt-12" aria-busy="true">
      <h1 className="sr-only">Your parcel</h1>
      <Skeleton className="h-10 w-64" />
      <Skeleton className="h-56 rounded-card" />
    </div>
  );
}
