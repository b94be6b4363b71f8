'use client';

import { add, compare, formatMoney, isZero, negate, subtract } from '@tradewind/money';
import { Card, CardHeader, CardTitle } from '@tradewind/ui/card';
import type { Order, OrderItem } from '#gateway/procedures.ts';
import { Thumbnail } from '#parts/thumbnail.tsx';

export function ItemsCard({ order }: { readonly order: Order }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Items</CardTitle>
      </CardHeader>
      <ul className="divide-y divide-line px-5 pt-2 sm:px-6">
        {order.items.map((item) => (
          <Line key={item.id} item={item} />
        ))}
      </ul>
      <Totals totals={order.totals} promotions={order.promotions} credit={order.credit} />
    </Card>
  );
}

function Line({ item }: { readonly item: OrderItem }) {
  const states = [
    item.fulfilledQuantity > 0 && `${item.fulfilledQuantity} shipped`,
    item.returnedQuantity > 0 && `${item.returnedQuantity} returned`,
    item.refundedQuantity > 0 && `${item.refundedQuantity} refunded`,
  ].filter(Boolean);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3.5">
      <Thumbnail image={item.image} className="size-14" />
      <div className="min-w-40 flex-1">
        <p className="font-medium">{item.title}</p>
        <p className="text-muted text-sm">{[item.variantTitle, item.sku].filter(Boolean).join(' · ')}</p>
        {states.length > 0 && <p className="text-info text-sm">{states.join(', ')}</p>}
      </div>
      <p className="ml-auto text-muted tabular-nums">
        {item.quantity} × {formatMoney(item.unitPrice)}
      </p>
      <div className="w-28 text-right tabular-nums">
        <p className="font-medium">{formatMoney(subtract(item.total, item.discount))}</p>
        {!isZero(item.discount) && <p className="text-muted text-sm">{formatMoney(negate(item.discount))} off</p>}
        {!isZero(item.tax) && <p className="text-muted text-sm">+ {formatMoney(item.tax)} tax</p>}
      </div>
    </li>
  );
}

function Totals({ totals, promotions, credit }: Pick<Order, 'totals' | 'promotions' | 'credit'>) {
  const names = promotions.map(({ name, code }) => code ?? name);
  const rows = [
    { name: 'Subtotal', value: totals.subtotal, isShown: true },
    {
      name: names.length > 0 ? `Discount (${names.join(', ')})` : 'Discount',
      value: negate(totals.discount),
      isShown: !isZero(totals.discount),
    },
    { name: 'Delivery', value: add(totals.shipping, totals.shippingDiscount), isShown: true },
    { name: 'Delivery discount', value: negate(totals.shippingDiscount), isShown: !isZero(totals.shippingDiscount) },
    { name: 'Tax, rounded per line', value: totals.tax, isShown: true },
  ];
  return (
    <dl className="mt-2 grid gap-1.5 rounded-b-card border-t bg-sunken/50 px-5 py-4 tabular-nums sm:px-6">
      {rows
        .filter(({ isShown }) => isShown)
        .map(({ name, value }) => (
          <div key={name} className="flex justify-between text-muted">
            <dt>{name}</dt>
            <dd>{formatMoney(value)}</dd>
          </div>
        ))}
      <div className="flex justify-between pt-1 font-semibold text-lg">
        <dt>Total</dt>
        <dd>{formatMoney(totals.total)}</dd>
      </div>
      {!isZero(totals.includedTax) && (
        <div className="flex justify-between text-muted text-sm">
          <dt>Tax in it, rounded per line</dt>
          <dd>{formatMoney(totals.includedTax)}</dd>
        </div>
      )}
      {compare(totals.paid, totals.total) > 0 && (
        <div className="flex justify-between text-muted">
          <dt>Paid, before it was changed</dt>
          <dd>{formatMoney(totals.paid)}</dd>
        </div>
      )}
      {credit.map(({ accountId, kind, lastFour, amount }) => (
        <div key={accountId} className="flex justify-between text-muted text-sm">
          <dt>{kind === 'gift_card' ? `Paid by gift card ···· ${lastFour}` : 'Paid by store credit'}</dt>
          <dd>{formatMoney(amount)}</dd>
        </div>
      ))}
      {!isZero(totals.refunded) && (
        <div className="flex justify-between text-accent">
          <dt>Refunded</dt>
          <dd>{formatMoney(negate(totals.refunded))}</dd>
        </div>
      )}
    </dl>
  );
}
