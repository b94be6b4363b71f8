'use client';

import { formatMoney } from '@tradewind/money';
import { Alert } from '@tradewind/ui/alert';
import { Button } from '@tradewind/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@tradewind/ui/card';
import { Skeleton } from '@tradewind/ui/skeleton';
import { useStoreCredit } from '#cart/use-cart-credit.ts';
import type { Output } from '#gateway/procedures.ts';
import { ShopLink } from '#shell/shop-link.tsx';
import { movementText } from './movement-text.ts';

type Credit = Output<'credit.own'>['items'][number];
const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium' });

/** What a customer has to spend, in each currency, and what happened to it. */
export function StoreCreditCard() {
  const { data, isPending, isError, refetch } = useStoreCredit();
  return (
    <Card className="mt-8">
      <CardHeader>
        <CardTitle>Store credit</CardTitle>
      </CardHeader>
      <CardContent>
        {isPending && <Skeleton className="h-6 w-40" />}
        {isError && (
          <Alert tone="danger" title="Your store credit could not be loaded">
            <Button variant="secondary" size="sm" className="mt-2" onClick={() => void refetch()}>
              Try again
            </Button>
          </Alert>
        )}
        {data?.items.length === 0 && <p className="text-muted">You have none. When we give money back as credit, it waits for you here.</p>}
        <div className="grid gap-6">
          {data?.items.map((credit) => (
            <Balance key={credit.available.currency} credit={credit} />
          ))}
        </div>
      </CardContent>
    </Card>
  );
}

function Balance({ credit: { available, held, movements } }: { readonly credit: Credit }) {
  return (
    <div>
      <p className="font-semibold text-lg tabular-nums">{formatMoney(available)}</p>
      <p className="text-muted text-sm">
        {held.amountMinor > 0 ? `${formatMoney(held)} more is held for an order that is being paid for.` : 'To spend in your cart.'}
      </p>
      <ul aria-label={`Movements in ${available.currency}`} className="mt-4 grid gap-2 text-sm">
        {movements.map(({ at, type, amount, orderId }) => (
          <li key={`${at}-${type}-${orderId}`} className="flex flex-wrap items-baseline justify-between gap-x-4 border-t pt-2">
            <span>
              {orderId ? (
                <ShopLink href={`/orders/${orderId}`} className="underline underline-offset-4">
                  {movementText(type, amount).what}
                </ShopLink>
              ) : (
                movementText(type, amount).what
              )}
              <span className="text-muted"> · {day.format(new Date(at))}</span>
            </span>
            <span className="tabular-nums">{movementText(type, amount).sum}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
