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
          <TableHeader className="hidden md:table-cell">Customer</TableHeader>
          <TableHeader className="hidden md:table-cell">Placed</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader className="hidden text-right md:table-cell">Items</TableHeader>
          <TableHeader className="text-right">Total</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {orders.map((order) => (
          <TableRow key={order.id}>
            <TableCell>
              <span className="flex items-center gap-3">
                <span className="hidden shrink-0 sm:block">
                  <Thumbnail image={order.image} />
                </span>
                <span>
                  <Link
                    href={`/orders/${order.id}`}
                    prefetch={false}
                    className="inline-flex min-h-8 items-center whitespace-nowrap font-medium text-primary tabular-nums hover:underline"
                  >
                    {order.number}
                  </Link>
                  <span className="block text-muted text-sm md:hidden">{order.customerName}</span>
                </span>
              </span>
            </TableCell>
            <TableCell className="hidden md:table-cell">
              <span className="block">{order.customerName}</span>
              <span className="block text-muted text-sm">{order.email}</span>
            </TableCell>
            <TableCell className="hidden md:table-cell">
              <When at={order.placedAt} isStacked />
            </TableCell>
            <TableCell className="md:min-w-52 2xl:min-w-68">
              <OrderBadges {...order} />
            </TableCell>
            <TableCell className="hidden text-right tabular-nums md:table-cell">{order.itemCount}</TableCell>
            <TableCell className="text-right font-medium tabular-nums">{formatMoney(order.total)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
