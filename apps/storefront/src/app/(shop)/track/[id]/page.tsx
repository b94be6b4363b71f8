import type { Metadata } from 'next';
import { TrackView } from '#track/track-view.tsx';

interface TrackProps {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<{ token?: string | string[] }>;
}

export const metadata: Metadata = { title: 'Your parcel', robots: { index: false } };

export default async function TrackPage({ params, searchParams }: TrackProps) {
  const { token } = await searchParams;
  return <TrackView id={(await params).id} token={typeof token === 'string' ? token : ''} />;
}
