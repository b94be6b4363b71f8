'use client';

import { formatMoney, isZero, money } from '@tradewind/money';
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
          <TableHeader className="hidden lg:table-cell">Processor’s reference</TableHeader>
          <TableHeader className="hidden md:table-cell">Made</TableHeader>
          <TableHeader className="hidden text-right md:table-cell">Amount</TableHeader>
          <TableHeader className="text-right">Captured</TableHeader>
          <TableHeader className="text-right">Refunded</TableHeader>
          <TableHeader className="hidden text-right md:table-cell">Fee</TableHeader>
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
            <TableCell className="hidden text-muted text-sm lg:table-cell">{payment.reference ?? 'None'}</TableCell>
            <TableCell className="hidden md:table-cell">
              <When at={payment.createdAt} isStacked />
            </TableCell>
            <TableCell className="hidden text-right tabular-nums md:table-cell">
              {formatMoney(payment.amount)}
              {!isZero(payment.credit) && <span className="block text-muted text-sm">{formatMoney(payment.credit)} by credit</span>}
            </TableCell>
            <TableCell className="text-right font-medium tabular-nums">{formatMoney(payment.captured)}</TableCell>
            <TableCell className={isZero(payment.refunded) ? 'text-right text-muted tabular-nums' : 'text-right text-accent tabular-nums'}>
              {formatMoney(payment.refunded)}
            </TableCell>
            <TableCell className="hidden text-right text-muted tabular-nums md:table-cell">
              {payment.fee === null ? 'Not known' : formatMoney(money(payment.fee, payment.amount.currency))}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
