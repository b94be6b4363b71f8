'use client';

import { useQuery } from '@tanstack/react-query';
import { Alert } from '@tradewind/ui/alert';
import { Badge } from '@tradewind/ui/badge';
import { Button } from '@tradewind/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { query } from '#gateway/browser.ts';
import type { Order, Return } from '#gateway/procedures.ts';
import type { OrderAccess } from '#order/use-order.ts';
import { CancelReturn } from './cancel-return.tsx';
import { RequestReturn } from './request-return.tsx';
import { isReturnCancellable, reasonWords, returnState } from './return-words.ts';
import { useReturns } from './use-returns.ts';

interface ReturnsCardProps {
  readonly order: Order;
  readonly access: OrderAccess;
}

/** Where an order's returns stand, and the way to ask for one; nothing as long as nothing of it was sent. */
export function ReturnsCard({ order, access }: ReturnsCardProps) {
  const { data: returns, error, refetch } = useReturns(access, order);
  if (order.shipments.length === 0) return null;
  if (error && !returns) {
    return (
      <Alert tone="danger" title="The returns could not be loaded">
        <Button variant="secondary" size="sm" className="mt-2" onClick={() => void refetch()}>
          Try again
        </Button>
      </Alert>
    );
  }
  if (!returns || (returns.items.length === 0 && returns.returnable.length === 0)) return null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Returns</CardTitle>
        {returns.returnable.length > 0 && <RequestReturn order={order} returns={returns} access={access} />}
      </CardHeader>
      <CardContent>
        {returns.items.length === 0 ? (
          <p className="text-muted">Something is not right? You can return it within {returns.windowDays} days after it arrived.</p>
        ) : (
          <ul className="divide-y divide-line">
            {returns.items.toReversed().map((found) => (
              <ReturnEntry key={found.id} found={found} order={order} access={access} />
            ))}
          </ul>
        )}
      </CardContent>
    </Card>
  );
}

function ReturnEntry({ found, order, access }: ReturnsCardProps & { readonly found: Return }) {
  const words = returnState(found);
  return (
    <li className="grid gap-2 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-medium">{found.number}</h3>
        <Badge tone={words.tone}>{words.label}</Badge>
        <span className="ml-auto">{isReturnCancellable(found) && <CancelReturn found={found} access={access} />}</span>
      </div>
      <ul className="text-muted text-sm">
        {found.items.map(({ itemId, quantity, reason }) => {
          const item = order.items.find(({ id }) => id === itemId);
          return (
            <li key={itemId}>
              {quantity} × {[item?.title, item?.variantTitle].filter(Boolean).join(', ')}: {reasonWords[reason]}
            </li>
          );
        })}
      </ul>
      {found.pictures.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {found.pictures.map((id, index) => (
            <li key={id}>
              <ReturnPicture id={id} number={index + 1} access={access} orderId={order.id} />
            </li>
          ))}
        </ul>
      )}
      {(found.decision ?? words.next) && <p className="text-[0.9375rem]">{found.decision ?? words.next}</p>}
    </li>
  );
}

interface ReturnPictureProps {
  readonly id: Return['pictures'][number];
  readonly number: number;
  readonly orderId: Order['id'];
  readonly access: OrderAccess;
}

function ReturnPicture({ id, number, orderId, access }: ReturnPictureProps) {
  const { data } = useQuery({
    queryKey: ['return-picture', id],
    queryFn: ({ signal }) => query('returns.picture', { orderId, orderToken: access.token, pictureId: id }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data) return <span className="block size-16 rounded-control bg-sunken" />;
  return (
    <img
      src={`data:image/webp;base64,${data.picture}`}
      alt={`What you showed us, ${number}`}
      className="size-16 rounded-control object-cover"
    />
  );
}
