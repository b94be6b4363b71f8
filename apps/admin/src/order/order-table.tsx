'use client';

import { formatMoney } from '@tradewind/money';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import Link from 'next/link';
import type { OrderSummary } from '#gateway/procedures.ts';
import { Thumbnail } from '#parts/thumbnail.tsx';
import { When } from '#parts/when.tsx';
import { OrderBadges } from './order-badges.tsx';

export function OrderTable({ orders, label = 'Orders' }: { readonly orders: readonly OrderSummary[]; readonly label?: string }) {
  return (
    <Table label={label}>
      <TableHead>
        <tr>
          <TableHeader>Order</TableHeader>
          <TableHeader>Customer</TableHeader>
          <TableHeader>Placed</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader className="text-right">Items</TableHeader>
          <TableHeader className="text-right">Total</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {orders.map((order) => (
          <TableRow key={order.id}>
            <TableCell>
              <span className="flex items-center gap-3">
                <Thumbnail image={order.image} />
                <Link
                  href={`/orders/${order.id}`}
                  prefetch={false}
                  className="inline-flex min-h-8 items-center whitespace-nowrap font-medium text-primary tabular-nums hover:underline"
                >
                  {order.number}
                </Link>
              </span>
            </TableCell>
            <TableCell className="min-w-44">
              <span className="block">{order.customerName}</span>
              <span className="block text-muted text-sm">{order.email}</span>
            </TableCell>
            <TableCell className="text-muted">
              <When at={order.placedAt} isShort />
            </TableCell>
            <TableCell className="min-w-52">
              <OrderBadges {...order} />
            </TableCell>
            <TableCell className="text-right tabular-nums">{order.itemCount}</TableCell>
            <TableCell className="text-right font-medium tabular-nums">{formatMoney(order.total)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
