import type { Metadata } from 'next';
import { ParkedDetail } from '#system/parked-detail.tsx';

export const metadata: Metadata = { title: 'Parked event' };

export default async function ParkedEventPage({ params }: { params: Promise<{ service: string; eventId: string }> }) {
  return <ParkedDetail {...(await params)} />;
}
