'use client';

import { formatMoney, isZero } from '@tradewind/money';
import { Badge } from '@tradewind/ui/badge';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import Link from 'next/link';
import type { Payment } from '#gateway/procedures.ts';
import { When } from '#parts/when.tsx';
import { paymentStatusWords } from './payment-words.ts';

export function PaymentTable({ payments }: { readonly payments: readonly Payment[] }) {
  return (
    <Table label="Payments">
      <TableHead>
        <tr>
          <TableHeader>Order</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader>Processor’s reference</TableHeader>
          <TableHeader>Made</TableHeader>
          <TableHeader className="text-right">Amount</TableHeader>
          <TableHeader className="text-right">Captured</TableHeader>
          <TableHeader className="text-right">Refunded</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {payments.map((payment) => (
          <TableRow key={payment.id}>
            <TableCell>
              <Link
                href={`/orders/${payment.orderId}`}
                prefetch={false}
                className="inline-flex min-h-8 items-center whitespace-nowrap font-medium text-primary tabular-nums hover:underline"
              >
                {payment.orderNumber}
              </Link>
            </TableCell>
            <TableCell>
              <Badge tone={paymentStatusWords[payment.status].tone}>{paymentStatusWords[payment.status].label}</Badge>
            </TableCell>
            <TableCell className="text-muted text-sm">{payment.reference ?? 'None'}</TableCell>
            <TableCell>
              <When at={payment.createdAt} isStacked />
            </TableCell>
            <TableCell className="text-right tabular-nums">{formatMoney(payment.amount)}</TableCell>
            <TableCell className="text-right font-medium tabular-nums">{formatMoney(payment.captured)}</TableCell>
            <TableCell className={isZero(payment.refunded) ? 'text-right text-muted tabular-nums' : 'text-right text-accent tabular-nums'}>
              {formatMoney(payment.refunded)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
