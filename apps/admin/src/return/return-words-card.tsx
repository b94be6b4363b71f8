'use client';

import { useQuery } from '@tanstack/react-query';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Skeleton } from '@tradewind/ui/skeleton';
import { query } from '#gateway/browser.ts';
import type { Order, Return } from '#gateway/procedures.ts';

/** What the customer wrote and showed, and what staff answered. */
export function ReturnWordsCard({ found, order }: { readonly found: Return; readonly order: Order }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>The customer says</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        <p className="text-muted text-sm">
          {order.shippingAddress.name} · {order.email}
        </p>
        {found.note ? <p className="whitespace-pre-line">{found.note}</p> : <p className="text-muted">Nothing beside the reasons.</p>}
        {found.pictures.length > 0 && (
          <ul className="grid grid-cols-2 gap-3">
            {found.pictures.map((id, index) => (
              <li key={id}>
                <Picture id={id} orderId={order.id} number={index + 1} />
              </li>
            ))}
          </ul>
        )}
        {found.decision && (
          <div>
            <h3 className="font-medium text-sm">We answered</h3>
            <p>{found.decision}</p>
          </div>
        )}
      </CardContent>
    </Card>
  );
}

interface PictureProps {
  readonly id: Return['pictures'][number];
  readonly orderId: Order['id'];
  readonly number: number;
}

function Picture({ id, orderId, number }: PictureProps) {
  const { data, error } = useQuery({
    queryKey: ['return-picture', id],
    queryFn: ({ signal }) => query('admin.returns.picture', { orderId, pictureId: id }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) return <p className="text-muted text-sm">Picture {number} could not be loaded.</p>;
  if (!data) return <Skeleton className="aspect-square rounded-control" />;
  return <img src={`data:image/webp;base64,${data.picture}`} alt={`What the customer shows, ${number}`} className="rounded-control" />;
}
