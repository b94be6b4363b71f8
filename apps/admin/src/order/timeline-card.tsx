'use client';

import { useQuery } from '@tanstack/react-query';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Timeline } from '@tradewind/ui/timeline';
import { useMay } from '#account/use-may.ts';
import { query } from '#gateway/browser.ts';
import type { Order } from '#gateway/procedures.ts';
import { NoteForm } from './note-form.tsx';
import { timelineOf } from './timeline-words.ts';
import { notesKey } from './use-order.ts';

/** What happened to an order and what staff wrote about it, the newest first. */
export function TimelineCard({ order }: { readonly order: Order }) {
  const mayNote = useMay('orders:note');
  const { data: notes, error } = useQuery({
    queryKey: notesKey(order.id),
    queryFn: ({ signal }) => query('admin.orders.notes', { orderId: order.id }, signal),
  });
  return (
    <Card>
      <CardHeader>
        <CardTitle>Timeline</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-6">
        {mayNote && <NoteForm order={order} />}
        {error && !notes && (
          <p role="alert" className="text-danger text-sm">
            The notes could not be loaded: {error.message}
          </p>
        )}
        <Timeline items={timelineOf(order, notes?.items ?? [])} />
      </CardContent>
    </Card>
  );
}
